import { marks } from '../../engine/marks.ts';
import { insertIgnore } from '../../engine/insert-ignore.ts';
import type { Sql, SqlSession } from '../../engine/sql.ts';

/** A job to be kept. */
export interface NewJob {
  readonly name: string;
  /** While one of this name and key waits, another is not added; undefined: each is one of its own. */
  readonly key: string | undefined;
  /** JSON. */
  readonly data: string;
  /** ms since 1970. */
  readonly at: number;
}

/** A job that this process has claimed. */
export interface ClaimedJob {
  readonly id: number;
  readonly name: string;
  readonly key: string | null;
  readonly data: string;
  readonly addedAt: number;
  /** Runs that began, this one among them. */
  readonly tries: number;
}

/** Columns of a job as they are written. */
const WIDTH = 6;

/** Nodes' clocks differ by less. */
const SKEW = 60_000;

/** Keeps jobs, in the transaction of `tx` or in one of their own. */
export async function insertJobs(
  tx: SqlSession,
  jobs: readonly NewJob[],
  { dialect, now }: { readonly dialect: Sql['dialect']; readonly now: number },
): Promise<void> {
  if (jobs.length === 0) return;
  const rows = jobs.map(() => `(${marks('?', WIDTH)})`);
  await tx.execute(
    `${insertIgnore(dialect)} INTO job (name, once_key, data, due_at, set_at, added_at) VALUES ${rows.join(', ')}`,
    jobs.flatMap(({ name, key = null, data, at }) => [name, key, data, at, now, now]),
  );
}

/** Jobs of these names that are due, the longest first. */
export async function findDue(sql: Sql, names: readonly string[], { now, limit }: { now: number; limit: number }): Promise<ClaimedJob[]> {
  if (names.length === 0 || limit <= 0) return [];
  return sql.query<ClaimedJob & object>(
    `SELECT id, name, once_key AS \`key\`, data, added_at AS addedAt, tries FROM job
     WHERE due_at <= ? AND name IN (${marks('?', names.length)}) ORDER BY due_at, id LIMIT ?`,
    [now, ...names, limit],
  );
}

/**
 * Takes a job for `lease` ms; of several nodes that found it one gets it. Its key is free from then on: what is added meanwhile may know more than
 * this run. Undefined where another was faster.
 */
export async function claimJob(sql: Sql, job: ClaimedJob, { now, lease }: { now: number; lease: number }): Promise<ClaimedJob | undefined> {
  const { affected } = await sql.execute(
    'UPDATE job SET once_key = NULL, due_at = ?, set_at = ?, tries = tries + 1 WHERE id = ? AND tries = ? AND due_at <= ?',
    [now + lease, now, job.id, job.tries, now],
  );
  return affected > 0 ? { ...job, tries: job.tries + 1 } : undefined;
}

/** Done, or given up. */
export async function removeJob(sql: Sql, id: number): Promise<void> {
  await sql.execute('DELETE FROM job WHERE id = ?', [id]);
}

/** Puts a job that failed off, unless another node has it by now; one that was added meanwhile under its key takes its place. */
export async function putOff(sql: Sql, job: ClaimedJob, { now, pause }: { now: number; pause: number }): Promise<void> {
  const ours = [job.id, job.tries];
  if (job.key !== null) {
    const update = sql.dialect === 'sqlite' ? 'UPDATE OR IGNORE' : 'UPDATE IGNORE';
    await sql.execute(`${update} job SET once_key = ? WHERE id = ? AND tries = ?`, [job.key, ...ours]);
    const { affected } = await sql.execute('DELETE FROM job WHERE id = ? AND tries = ? AND once_key IS NULL', ours);
    if (affected > 0) return;
  }
  await sql.execute('UPDATE job SET due_at = ?, set_at = ? WHERE id = ? AND tries = ?', [now + pause, now, ...ours]);
}

/** When the next of these names is due; undefined where none waits. */
export async function nextDue(sql: Sql, names: readonly string[]): Promise<number | undefined> {
  if (names.length === 0) return undefined;
  const [row] = await sql.query<{ due_at: number | null }>(
    `SELECT MIN(due_at) AS due_at FROM job WHERE name IN (${marks('?', names.length)})`,
    names,
  );
  return row?.due_at ?? undefined;
}

/** After a clock was put back: what was set in its future waits for as long as it was meant to, not until that future comes. */
export async function followClock(sql: Sql, now: number): Promise<void> {
  const [ahead] = await sql.query('SELECT id FROM job WHERE set_at > ? LIMIT 1', [now + SKEW]);
  if (ahead) await sql.execute('UPDATE job SET due_at = due_at - (set_at - ?), set_at = ? WHERE set_at > ?', [now, now, now + SKEW]);
}

/** How many are due and of no name that this process knows, by name. */
export async function countUnknown(sql: Sql, names: readonly string[], now: number): Promise<{ name: string; waiting: number }[]> {
  const known = names.length === 0 ? '' : `AND name NOT IN (${marks('?', names.length)})`;
  return sql.query(`SELECT name, COUNT(*) AS waiting FROM job WHERE due_at <= ? ${known} GROUP BY name`, [now, ...names]);
}
