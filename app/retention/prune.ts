import type { Application } from '#kernel';
import { endOf, removeEnded } from './ended.ts';

/** Statements per run and kind; the next one goes on. */
const ROUNDS = 40;

/** Removes the rows of all units that are over (`retention` of their `app/privacy.ts`): of the app old sessions, spent codes and read revocations (G26). */
export async function prune({ sql, people, config }: Pick<Application, 'sql' | 'people' | 'config'>, now: number): Promise<void> {
  for (const retained of people.retention) {
    const before = endOf(retained, { now, config });
    if (before !== undefined) await removeEnded(sql, retained, { before, most: ROUNDS });
  }
}
