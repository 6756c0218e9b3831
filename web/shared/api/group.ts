import type { WireBan, WireGroupInfo, WireListedGroup } from '../../../protocol/index.ts';
import { pathOf, type Caller, type Paging } from './caller.ts';

/** Whom an action in a group is about. */
export interface MemberKey {
  readonly group_id: number;
  readonly user_id: number;
}

/** Groups from the inside. A group's id is its conversation's. */
export class GroupApi {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** `userIds` are ids of friend rows. The new group is told as a conversation, see `list` of the client. */
  async create(userIds: readonly number[], name?: string): Promise<void> {
    await this.#caller.post('/api/chat/group/create', { userIds, ...(name !== undefined && { name }) });
  }

  list({ page = 1, limit }: Paging = {}): Promise<readonly WireListedGroup[]> {
    return this.#caller.get(pathOf(`/api/chat/grouplist/${page}`, { limit }));
  }

  /** With a page of members where the caller is one. */
  show(id: number, paging: Paging = {}): Promise<WireGroupInfo> {
    return this.#caller.get(pathOf(`/api/chat/groupinfo/${id}`, { ...paging }));
  }

  async rename(id: number, name: string): Promise<void> {
    await this.#caller.post('/api/chat/groupUpdateName', { id, name });
  }

  async announce(id: number, remark: string): Promise<void> {
    await this.#caller.post('/api/chat/groupremark', { id, remark });
  }

  async setAvatar(id: number, avatar: string): Promise<void> {
    await this.#caller.post('/api/chat/groupAvatar', { id, avatar });
  }

  /** Who may join, as `invite_confirm`. */
  async setMode(id: number, mode: 0 | 1 | 2): Promise<void> {
    await this.#caller.post('/api/chat/groupAddUserSet', { group_id: id, addGroupSet: mode });
  }

  /** One's own name, and picture, in the group. */
  async setNickname(id: number, nickname: string, avatar?: string): Promise<void> {
    await this.#caller.post('/api/chat/groupnickname', { id, nickname, ...(avatar !== undefined && { avatar }) });
  }

  /** The owner dissolves it. */
  async leave(id: number): Promise<void> {
    await this.#caller.post('/api/chat/groupDeleteOrQuit', { id });
  }

  async remove(member: MemberKey): Promise<void> {
    await this.#caller.post('/api/chat/groupDeleteUser', member);
  }

  /** Those who were removed and may not come back, for the owner and admins. */
  banned(id: number, page = 1): Promise<{ readonly list: readonly WireBan[]; readonly more: boolean }> {
    return this.#caller.get(`/api/chat/groupBans/${id}/${page}`);
  }

  /** Lets somebody come back who was removed. */
  async lift(member: MemberKey): Promise<void> {
    await this.#caller.post('/api/chat/groupUnban', member);
  }

  /** 0 minutes end it. */
  async mute(member: MemberKey, minutes: number): Promise<void> {
    await this.#caller.post('/api/chat/groupMute', { ...member, minutes });
  }

  async muteAll(id: number, value: 0 | 1): Promise<void> {
    await this.#caller.post('/api/chat/groupMuteAll', { group_id: id, value });
  }

  async setAdmin(member: MemberKey, value: 0 | 1): Promise<void> {
    await this.#caller.post('/api/chat/groupAdmin', { ...member, value });
  }

  async transfer(member: MemberKey): Promise<void> {
    await this.#caller.post('/api/chat/groupTransfer', member);
  }
}
