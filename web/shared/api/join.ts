import type { JoinState, WireGroupApplication, WireRoom } from '../../../protocol/index.ts';
import { pathOf, type Caller, type Paging } from './caller.ts';
import type { MemberKey } from './group.ts';

/** How one comes into a group. */
export interface Entering {
  readonly group_id: number;
  /** A friend to bring in; oneself when absent. */
  readonly user_id?: number;
  /** From a code. */
  readonly ticket?: string;
  readonly addGroupDesc?: string;
}

/** Coming into groups, who decides on it, and rooms. */
export class JoinApi {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async enter(entering: Entering): Promise<JoinState> {
    const text: string = await this.#caller.post('/api/chat/groupInviteUser', entering);
    return text === JOINED ? 'joined' : 'applied';
  }

  async decide(member: MemberKey, type: 'agree' | 'no'): Promise<void> {
    await this.#caller.post('/api/chat/groupAgreeOrNo', { ...member, type });
  }

  /** What one may decide on; of one group, or of all. */
  applications({ page = 1, limit, group_id }: Paging & { readonly group_id?: number } = {}): Promise<{
    readonly list: readonly WireGroupApplication[];
    readonly more: boolean;
    readonly pendingCount: number;
  }> {
    return this.#caller.get(pathOf(`/api/chat/groupApplications/${page}`, { limit, group_id }));
  }

  /** What one has asked for oneself. */
  mine({ page = 1, limit }: Paging = {}): Promise<{ readonly list: readonly WireGroupApplication[]; readonly more: boolean }> {
    return this.#caller.get(pathOf(`/api/chat/myGroupApplications/${page}`, { limit }));
  }

  rooms({ page = 1, ...query }: Paging & { readonly joined?: 0 | 1; readonly keyword?: string } = {}): Promise<{
    readonly list: readonly WireRoom[];
    readonly more: boolean;
  }> {
    return this.#caller.get(pathOf(`/api/chat/rooms/${page}`, query));
  }

  createRoom(name: string): Promise<{ readonly id: number; readonly name: string }> {
    return this.#caller.post('/api/chat/room/create', { name });
  }

  /** By number or by name. */
  joinRoom(room: { readonly id?: number; readonly name?: string; readonly note?: string }): Promise<{
    readonly id: number;
    readonly state: JoinState;
  }> {
    return this.#caller.post('/api/chat/room/join', room);
  }

  async leaveRoom(id: number): Promise<void> {
    await this.#caller.post('/api/chat/room/leave', { id });
  }
}

/** The course's answer, the same in all languages. */
const JOINED = '加群成功';
