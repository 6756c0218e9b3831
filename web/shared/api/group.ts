import type { WireGroup, WireUser } from '../../../protocol/index.ts';
import { pathOf, type Caller, type Paging } from './caller.ts';

/** What anybody may see of a group. */
export interface GroupFace {
  readonly id: number;
  readonly name: string;
  readonly avatar: string;
  /** Members. */
  readonly count: number;
  /** Who may join: 0 anyone, 1 whom the owner lets in, 2 visitors after signing in only. */
  readonly invite_confirm: number;
}

/** A place in a group; nickname and avatar are '' where one's own are used. */
export interface Membership {
  readonly group_id: number;
  readonly user_id: number;
  readonly nickname: string;
  readonly avatar: string;
  /** 0 member, 1 admin, 2 owner. */
  readonly role: number;
  /** ms; the member may not write before. */
  readonly muted_until: number;
}

/** A group as its members see it. */
export interface JoinedGroup extends WireGroup, GroupFace {
  readonly status: number;
  /** 1: only the owner and admins may write. */
  readonly is_muted: number;
  readonly is_room: boolean;
  readonly create_time: number;
}

/** A member as the other members see it. */
export interface GroupMember extends Membership {
  readonly username: string;
  readonly create_time: number;
  readonly user: WireUser;
}

/** A group's page: `me` is null for who is no member. */
export type GroupInfo =
  | (JoinedGroup & { readonly me: Membership; readonly group_users: readonly GroupMember[] })
  | (GroupFace & { readonly me: null; readonly group_users: readonly [] });

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

  list({ page = 1, limit }: Paging = {}): Promise<readonly (JoinedGroup & { readonly group_users: readonly [Membership] })[]> {
    return this.#caller.get(pathOf(`/api/chat/grouplist/${page}`, { limit }));
  }

  /** With a page of members for who is one. */
  show(id: number, paging: Paging = {}): Promise<GroupInfo> {
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
