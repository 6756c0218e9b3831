import type { WireRoom } from '../../protocol/index.ts';
import type { RoomRow } from '../group/room.ts';

/** Shows a room. */
export function presentRoom({ id, name, avatar, memberCount, inviteConfirm, lastAt, joined }: RoomRow): WireRoom {
  return { id, name, avatar, count: memberCount, invite_confirm: inviteConfirm, last_time: lastAt, joined: joined > 0 };
}
