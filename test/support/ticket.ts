import { addMembers, insertGroup } from '../../app/group/store.ts';
import { GROUP_ROLE } from '../../app/cache.ts';
import type { Services } from '#kernel';
import type { TestApp } from './app.ts';
import type { TestUser } from './factory.ts';

/** A group for codes, as the store makes it, without a notice. */
export interface GroupOptions {
  readonly name?: string;
  readonly owner: TestUser;
  readonly admins?: readonly TestUser[];
  readonly members?: readonly TestUser[];
  /** `invite_confirm`. */
  readonly mode?: 0 | 1 | 2;
  /** Anyone may find it. */
  readonly isListed?: boolean;
}

/** The services of a context of no caller. */
export function servicesOf({ app }: TestApp): Services {
  return app.createAnonymousContext().service;
}

/** Makes a group and gives its id. */
export async function makeGroup(
  { app }: TestApp,
  { name = '群', owner, admins = [], members = [], mode = 0, isListed = false }: GroupOptions,
): Promise<number> {
  const people = [
    { userId: owner.id, role: GROUP_ROLE.owner },
    ...admins.map(({ id }) => ({ userId: id, role: GROUP_ROLE.admin })),
    ...members.map(({ id }) => ({ userId: id })),
  ];
  const id = await app.sql.transaction(async (tx) => {
    const groupId = await insertGroup(tx, { ownerId: owner.id, name, roomKey: isListed ? crypto.randomUUID() : null, now: Date.now() });
    await addMembers(tx, { groupId, lastSeq: 0, history: 'joined' }, people);
    await tx.execute('UPDATE chat_group SET invite_confirm = ? WHERE id = ?', [mode, groupId]);
    return groupId;
  });
  app.invalidate([`group:${id}`]);
  return id;
}

/** Sets a group's status behind the services' back. */
export async function setGroupStatus({ app }: TestApp, id: number, status: number): Promise<void> {
  await app.sql.execute('UPDATE chat_group SET status = ? WHERE id = ?', [status, id]);
  app.invalidate([`group:${id}`]);
}

/** Takes a member's row away behind the services' back. */
export async function dropMember({ app }: TestApp, id: number, userId: number): Promise<void> {
  await app.sql.execute('DELETE FROM member WHERE conversation_id = ? AND user_id = ?', [id, userId]);
  app.invalidate([`group:${id}`]);
}
