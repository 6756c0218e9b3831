import { insertIgnore } from '../../engine/insert-ignore.ts';
import type { Sql } from '../../engine/sql.ts';

/** A schedule that one node of all runs, and when. */
export interface Turn {
  readonly name: string;
  /** ms between two runs. */
  readonly every: number;
  readonly now: number;
}

/**
 * Takes a turn of a schedule if it is due: of all nodes one gets it, and the next turn is `every` later, whatever becomes of this one. The first
 * turn is `every` after a node heard of the schedule; one that lies twice as far ahead was reckoned with a longer `every`, or by a clock that was put
 * back since, and counts as due. Not what lies a little further: the other node's clock may be ahead, or was read later than `now`.
 */
export async function takeTurn(sql: Sql, { name, every, now }: Turn): Promise<boolean> {
  const [row] = await sql.query<{ due_at: number }>('SELECT due_at FROM schedule_due WHERE name = ?', [name]);
  if (!row) {
    await sql.execute(`${insertIgnore(sql.dialect)} INTO schedule_due (name, due_at) VALUES (?, ?)`, [name, now + every]);
    return false;
  }
  if (row.due_at > now && row.due_at <= now + 2 * every) return false;
  const { affected } = await sql.execute('UPDATE schedule_due SET due_at = ? WHERE name = ? AND due_at = ?', [
    now + every,
    name,
    row.due_at,
  ]);
  return affected > 0;
}
