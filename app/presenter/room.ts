import type { WireRoom } from '../../protocol/index.ts';
import { groupAvatar } from '../avatar/shown.ts';
import type { RoomRow } from '../group/room.ts';

/** Shows a room. */
export function presentRoom({ id, name, avatar, memberCount, inviteConfirm, lastAt, joined }: RoomRow): WireRoom {
  const face = { id, name, avatar: groupAvatar({ id, avatar }), count: memberCount, invite_confirm: inviteConfirm };
  return { ...face, last_time: lastAt, joined: joined > 0 };
}
