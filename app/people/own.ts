import type { SqlSession } from '../../engine/sql.ts';
import { eraseNames } from '../messaging/journal/named.ts';
import { notePlaces } from './closing.ts';
import { passOnGroups } from '../group/pass-on.ts';
import type { Erasure } from './privacy.ts';

/** Rows by the columns that name a user: what somebody was to others, and others to them. */
const RELATIONS: readonly (readonly [table: string, columns: readonly string[]])[] = [
  ['blacklist', ['user_id', 'target_id']],
  ['follow', ['user_id', 'target_id']],
  ['group_application', ['user_id']],
  ['known_visitor', ['user_id']],
  ['group_mark', ['user_id']],
  ['user_right', ['user_id']],
];

/** Takes a user out of the app's own tables, but for the account itself and its sessions. */
export async function eraseOwn(tx: SqlSession, { userId, outdate, forget }: Erasure): Promise<void> {
  const groups = await passOnGroups(tx, { userId, forget });
  outdate([`right:${userId}`]);
  outdate(groups.map(({ id }) => `group:${id}`));
  for (const [table, columns] of RELATIONS) {
    for (const column of columns) await tx.execute(`DELETE FROM ${table} WHERE ${column} = ?`, [userId]);
  }
  await notePlaces(tx, userId, groups);
  await eraseNames(tx, userId);
  await dropSystem(tx, userId);
}

/** What the system told this user alone. */
async function dropSystem(tx: SqlSession, userId: number): Promise<void> {
  const [system] = await tx.query<{ id: number }>('SELECT id FROM conversation WHERE name_key = ?', [`system:${userId}`]);
  if (!system) return;
  for (const table of ['message', 'member', 'journal_cursor'])
    await tx.execute(`DELETE FROM ${table} WHERE conversation_id = ?`, [system.id]);
  await tx.execute('DELETE FROM conversation WHERE id = ?', [system.id]);
}
