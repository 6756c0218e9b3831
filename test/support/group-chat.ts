import { addMembers, insertGroup, lockGroup, removeMember } from '../../app/group/store.ts';
import { GROUP_ROLE } from '../../app/cache.ts';
import type { WireMessage } from '../../protocol/index.ts';
import type { Answer } from './api.ts';
import type { TestApp } from './app.ts';
import { post } from './chat.ts';
import type { TestUser } from './factory.ts';
import type { FoyerSocket } from './socket.ts';

/** A group made beside the API, so that tests of messages need no friends. */
export async function makeGroup(
  { app: { sql } }: TestApp,
  [owner, ...members]: readonly [TestUser, ...TestUser[]],
  name = 'a group',
): Promise<number> {
  return sql.transaction(async (tx) => {
    const id = await insertGroup(tx, { ownerId: owner.id, name, roomKey: null, now: Date.now() });
    const rows = members.map((user) => ({ userId: user.id }));
    await addMembers(tx, { groupId: id, lastSeq: 0, history: 'joined' }, [{ userId: owner.id, role: GROUP_ROLE.owner }, ...rows]);
    return id;
  });
}

/** Somebody comes in, as the joining service does it. */
export async function enter(target: TestApp, groupId: number, user: TestUser): Promise<void> {
  const { app } = target;
  await app.sql.transaction(async (tx) => {
    const group = await lockGroup(tx, groupId);
    await addMembers(tx, { groupId, lastSeq: group?.lastSeq ?? 0, history: 'joined' }, [{ userId: user.id }]);
  });
  app.invalidate([`group:${groupId}`]);
  await app.chat.delivery.refill(user.id);
}

/** Somebody is taken out. */
export async function leave(target: TestApp, groupId: number, user: TestUser): Promise<void> {
  const { app } = target;
  await app.sql.transaction((tx) => removeMember(tx, groupId, user.id));
  app.invalidate([`group:${groupId}`]);
}

/** Says something in a group over a socket. */
export function sayIn(socket: FoyerSocket, groupId: number, data: string): ReturnType<FoyerSocket['say']> {
  return socket.say(groupId, data, { chat_type: 'group' });
}

/** Says something in a group over HTTP. */
export function postIn(target: TestApp, from: TestUser, body: { to: number; [field: string]: unknown }): Promise<Answer<WireMessage>> {
  return post(target, from, { chatType: 'group', ...body });
}
