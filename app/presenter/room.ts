import type { RoomRow } from '../group/room.ts';

/** A room as lists show it; who is in it is for its members. */
export interface WireRoom {
  readonly id: number;
  readonly name: string;
  readonly avatar: string;
  /** Members. */
  readonly count: number;
  /** Who may join: 0 anyone, 1 whom the owner lets in, 2 visitors after signing in only. */
  readonly invite_confirm: number;
  /** ms of the last message; 0 before the first. */
  readonly last_time: number;
  readonly joined: boolean;
}

/** Shows a room. */
export function presentRoom({ id, name, avatar, memberCount, inviteConfirm, lastAt, joined }: RoomRow): WireRoom {
  return { id, name, avatar, count: memberCount, invite_confirm: inviteConfirm, last_time: lastAt, joined: joined > 0 };
}
