import type { Sql } from '../../engine/sql.ts';
import { marks } from '../journal/statement.ts';
import { inSteps } from './steps.ts';

/** Rows that are for nothing once the time in a column lies far enough behind. */
export interface Ended {
  readonly table: string;
  readonly key: string;
  /** Each has a key of the table. */
  readonly columns: readonly string[];
}

/** For how long revocations are kept: nodes look back a minute, a day leaves room for clocks. */
export const KEEP_REVOCATIONS = 86_400_000;
/** What nodes are told by SQL of accounts and sessions that changed. */
export const REVOCATIONS: Ended = { table: 'revocation', key: 'id', columns: ['created_at'] };
/** Codes that take a session to another device. */
export const HANDOVERS: Ended = { table: 'handover', key: 'code_hash', columns: ['expires_at'] };
/** Codes by which nobody signed up. */
export const INVITATIONS: Ended = { table: 'invitation', key: 'code_hash', columns: ['expires_at'] };
/** With the addresses and user agents that they were opened from. */
export const SESSIONS: Ended = { table: 'session', key: 'id', columns: ['expires_at', 'revoked_at'] };

/** Rows per statement: nobody waits long behind it. */
const CHUNK = 500;

/** How many such rows there are. */
export async function countEnded(sql: Sql, { table, columns }: Ended, before: number): Promise<number> {
  const where = columns.map((column) => `${column} < ?`).join(' OR ');
  const [row] = await sql.query<{ count: number }>(
    `SELECT COUNT(*) AS count FROM ${table} WHERE ${where}`,
    columns.map(() => before),
  );
  return row?.count ?? 0;
}

/** Removes them, some hundreds at a time, and returns how many; `most` steps per column. */
export async function removeEnded(
  sql: Sql,
  { table, key, columns }: Ended,
  { before, most = Infinity }: { readonly before: number; readonly most?: number },
): Promise<number> {
  let removed = 0;
  for (const column of columns) {
    const find = `SELECT ${key} AS id FROM ${table} WHERE ${column} < ? ORDER BY ${column} LIMIT ${CHUNK}`;
    const step = async (): Promise<number> => {
      const ids = (await sql.query<{ id: number | string }>(find, [before])).map(({ id }) => id);
      if (ids.length > 0) await sql.execute(`DELETE FROM ${table} WHERE ${key} IN (${marks('?', ids.length)})`, ids);
      return ids.length;
    };
    removed += await inSteps(step, { full: CHUNK, most });
  }
  return removed;
}
