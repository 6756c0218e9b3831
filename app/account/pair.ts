import type { SqlSession } from '../../engine/sql.ts';
import { singleKey } from '../messaging/way/single-way.ts';

/**
 * Marks that what the two may write to each other changed, so that no node decides by what it remembers, and sets the quota of both
 * directions unless it is to stay. Returns their conversation, if they ever had one.
 */
export async function changeRights(tx: SqlSession, [a, b]: readonly [number, number], quota?: number): Promise<number | undefined> {
  const [row] = await tx.query<{ id: number }>('SELECT id FROM conversation WHERE name_key = ?', [singleKey(a, b)]);
  if (!row) return undefined;
  await tx.execute('UPDATE conversation SET acl_version = acl_version + 1 WHERE id = ?', [row.id]);
  if (quota !== undefined) await tx.execute('UPDATE member SET quota = ? WHERE conversation_id = ?', [quota, row.id]);
  return row.id;
}

/** What the caches hold of two users together, for `app.invalidate`. */
export function pairKeys([a, b]: readonly [number, number]): string[] {
  return [`relation:${a}:${b}`, `relation:${b}:${a}`, `conversation:${singleKey(a, b)}`];
}
