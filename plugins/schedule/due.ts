import { insertIgnore } from '../../engine/insert-ignore.ts';
import type { Sql } from '../../engine/sql.ts';
import type { Times } from './times.ts';

/** A schedule that one node of all runs, and when. */
export interface Turn {
  readonly name: string;
  readonly times: Times;
  readonly now: number;
}

/**
 * Takes a turn of a schedule if it is due: of all nodes one gets it, and the next turn is at the next of its times, whatever becomes of this one. The
 * first turn is at the first of its times after a node heard of the schedule.
 */
export async function takeTurn(sql: Sql, { name, times, now }: Turn): Promise<boolean> {
  const [row] = await sql.query<{ due_at: number }>('SELECT due_at FROM schedule_due WHERE name = ?', [name]);
  if (!row) {
    await sql.execute(`${insertIgnore(sql.dialect)} INTO schedule_due (name, due_at) VALUES (?, ?)`, [name, times.next(now)]);
    return false;
  }
  const verdict = times.judge(row.due_at, now);
  if (verdict === 'waits') return false;
  const { affected } = await sql.execute('UPDATE schedule_due SET due_at = ? WHERE name = ? AND due_at = ?', [
    times.next(now),
    name,
    row.due_at,
  ]);
  return affected > 0 && verdict === 'due';
}
