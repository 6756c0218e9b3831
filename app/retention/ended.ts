import type { AppConfig } from '#kernel';
import type { Sql } from '../../engine/sql.ts';
import { marks } from '../../engine/marks.ts';
import { inSteps } from './steps.ts';

/** Rows of a unit that are for nothing once the time in a column lies far enough behind. */
export interface Retention {
  /** What `foyer purge` calls them. */
  readonly name: string;
  readonly table: string;
  /** One column that tells one row from another. */
  readonly key: string;
  /** Times in ms; whichever lies behind first counts. Each has a key of the table. */
  readonly columns: readonly string[];
  /** For how many ms after that time the rows are kept; undefined: for good. */
  keep(config: AppConfig): number | undefined;
}

/** Rows per statement: nobody waits long behind it. */
const CHUNK = 500;

/** The time before which such rows go; undefined where they stay for good. */
export function endOf(retained: Retention, { now, config }: { readonly now: number; readonly config: AppConfig }): number | undefined {
  const kept = retained.keep(config);
  return kept === undefined ? undefined : now - kept;
}

/** How many such rows there are. */
export async function countEnded(sql: Sql, { table, columns }: Retention, before: number): Promise<number> {
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
  { table, key, columns }: Retention,
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
