import { randomUUID } from 'node:crypto';
import type { SqlSession } from '../../engine/sql.ts';
import { endSessions, noteErasure } from '../account/session.ts';
import { ERASED } from '../account/user.ts';
import { eraseNames } from '../journal/named.ts';
import { findKeyOf } from '../text/find-key.ts';
import { notePlaces } from './closing.ts';
import { ERASED_NAME } from './nameless.ts';
import { passOnGroups, type LeftGroup } from './groups.ts';

/** What an erased account leaves to be told. */
export interface Erased {
  /** Sessions that ended. */
  readonly ended: readonly number[];
  readonly friends: readonly number[];
  readonly groups: readonly LeftGroup[];
}

/** Rows by the columns that name a user: what somebody was to others, and others to them. */
const RELATIONS: readonly (readonly [table: string, columns: readonly string[]])[] = [
  ['friend', ['user_id', 'friend_id']],
  ['friend_application', ['user_id', 'target_id']],
  ['blacklist', ['user_id', 'target_id']],
  ['follow', ['user_id', 'target_id']],
  ['group_application', ['user_id']],
  ['known_visitor', ['user_id']],
  ['group_mark', ['user_id']],
];

/**
 * Takes everything of a user out of the tables but what was said to others, whose author has no name any more. In the transaction that locked
 * the user's row.
 */
export async function eraseUser(tx: SqlSession, userId: number, now: number): Promise<Erased> {
  const groups = await passOnGroups(tx, userId);
  const friends = await tx.query<{ id: number }>('SELECT friend_id AS id FROM friend WHERE user_id = ?', [userId]);
  for (const [table, columns] of RELATIONS) {
    for (const column of columns) await tx.execute(`DELETE FROM ${table} WHERE ${column} = ?`, [userId]);
  }
  await tx.execute('UPDATE ticket SET revoked_at = ?, is_current = NULL WHERE maker_id = ? AND revoked_at IS NULL', [now, userId]);
  await notePlaces(tx, userId, groups);
  await eraseNames(tx, userId);
  await dropSystem(tx, userId);
  const ended = await endSessions(tx, { userId, reason: 'logout', now });
  await tx.execute('DELETE FROM handover WHERE session_id IN (SELECT id FROM session WHERE user_id = ?)', [userId]);
  await tx.execute('DELETE FROM session WHERE user_id = ?', [userId]);
  await noteErasure(tx, userId, now);
  await blank(tx, userId, now);
  return { ended, friends: friends.map(({ id }) => id), groups };
}

/** What the system told this user alone. */
async function dropSystem(tx: SqlSession, userId: number): Promise<void> {
  const [system] = await tx.query<{ id: number }>('SELECT id FROM conversation WHERE name_key = ?', [`system:${userId}`]);
  if (!system) return;
  for (const table of ['message', 'member']) await tx.execute(`DELETE FROM ${table} WHERE conversation_id = ?`, [system.id]);
  await tx.execute('DELETE FROM conversation WHERE id = ?', [system.id]);
}

/** No username has a `~`: the name is free again, and nobody signs up as the one that is gone. */
async function blank(tx: SqlSession, userId: number, now: number): Promise<void> {
  await tx.execute(
    `UPDATE user SET username = ?, username_key = ?, password_hash = NULL, nickname = ?, name_key = '', find_key = ?, avatar = '', status = ?, device_id = NULL,
                     chatset = NULL, invite_confirm = 1, profile = NULL, login_at = NULL, show_presence = 1, show_profile = 0, uuid = ?, updated_at = ? WHERE id = ?`,
    [`erased_${userId}`, `~${userId}`, ERASED_NAME, findKeyOf(`erased_${userId}`, ERASED_NAME), ERASED, randomUUID(), now, userId],
  );
}
