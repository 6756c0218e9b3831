import type { SqlSession } from '../../engine/sql.ts';
import { ENABLED, findUser } from '../account/user.ts';
import { GROUP_STATUS } from '../cache.ts';
import { NAMES } from './candidate.ts';
import { countMembers, lockGroup, removeMember, setOwner, setStatus, type LockedGroup } from './store.ts';
import { displayName } from '../presenter/message.ts';
import { findKeyOf } from '../text/find-key.ts';
import type { Erasure } from '../people/privacy.ts';

/** A group that somebody was taken out of. */
export interface LeftGroup {
  readonly id: number;
  /** It can still be told. */
  readonly isOpen: boolean;
  /** Who owns it now, where that changed. */
  readonly heir: number | undefined;
}

/** Takes a user out of all groups. What was theirs goes to the admin, else to the member, who has been there longest; without one it is dissolved. */
export async function passOnGroups(tx: SqlSession, { userId, forget }: Pick<Erasure, 'userId' | 'forget'>): Promise<LeftGroup[]> {
  const rows = await tx.query<{ id: number }>(
    `SELECT k.conversation_id AS id FROM member k JOIN chat_group g ON g.id = k.conversation_id WHERE k.user_id = ? ORDER BY k.conversation_id`,
    [userId],
  );
  const user = await findUser(tx, 'id', userId);
  const called = user ? displayName(user) : '';
  const left: LeftGroup[] = [];
  for (const { id } of rows) {
    const group = await lockGroup(tx, id);
    if (!group) continue;
    const isTheirs = group.ownerId === userId && group.status !== GROUP_STATUS.dissolved;
    const heir = isTheirs ? await findHeir(tx, id, userId) : undefined;
    if (heir !== undefined) await setOwner(tx, group, heir);
    else if (isTheirs) await setStatus(tx, id, GROUP_STATUS.dissolved);
    await removeMember(tx, id, userId);
    await takeOutOfName(tx, group, called);
    if ((await countMembers(tx, id)) === 0) {
      await forget(id);
      await emptyGroup(tx, id);
    }
    left.push({ id, isOpen: group.status === GROUP_STATUS.open && (!isTheirs || heir !== undefined), heir });
  }
  return left;
}

/** A group that was given no name has those of its first members. */
async function takeOutOfName(tx: SqlSession, { id, name, roomKey }: LockedGroup, called: string): Promise<void> {
  const names = name.split(NAMES);
  if (roomKey !== null || !names.includes(called)) return;
  const left = names.filter((other) => other !== called).join(NAMES) || `~${id}`;
  await tx.execute('UPDATE chat_group SET name = ?, find_key = ? WHERE id = ?', [left, findKeyOf(left), id]);
}

/** What is left where nobody is left was said to nobody. */
async function emptyGroup(tx: SqlSession, groupId: number): Promise<void> {
  await tx.execute('DELETE FROM message WHERE conversation_id = ?', [groupId]);
  await tx.execute('DELETE FROM group_application WHERE group_id = ?', [groupId]);
  await tx.execute(`UPDATE chat_group SET name = ?, find_key = '', remark = '', avatar = '' WHERE id = ?`, [`~${groupId}`, groupId]);
}

/** Visitors own no groups. */
async function findHeir(tx: SqlSession, groupId: number, userId: number): Promise<number | undefined> {
  const [row] = await tx.query<{ id: number }>(
    `SELECT u.id AS id FROM member k JOIN user u ON u.id = k.user_id
     WHERE k.conversation_id = ? AND k.user_id <> ? AND u.status = ? AND u.role <> 'visitor'
     ORDER BY k.role DESC, k.created_at, k.user_id LIMIT 1`,
    [groupId, userId, ENABLED],
  );
  return row?.id;
}
