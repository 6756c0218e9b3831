import type { Sql } from '../../engine/sql.ts';
import { HANDOVERS, INVITATIONS, KEEP_REVOCATIONS, removeEnded, REVOCATIONS, SESSIONS } from '../retention/ended.ts';

/** Statements per run and kind; the next one goes on. */
const ROUNDS = 40;

/** How long what has ended is kept; the time that it is now. */
export interface Keeping {
  readonly now: number;
  /** ms; 0 is for good. */
  readonly sessions: number;
}

/** Removes what nobody asks for any more: revocations that every node has seen, codes that are over, and sessions that ended long ago (G26). */
export async function prune(sql: Sql, { now, sessions }: Keeping): Promise<void> {
  await removeEnded(sql, REVOCATIONS, { before: now - KEEP_REVOCATIONS, most: ROUNDS });
  for (const codes of [HANDOVERS, INVITATIONS]) await removeEnded(sql, codes, { before: now, most: ROUNDS });
  if (sessions > 0) await removeEnded(sql, SESSIONS, { before: now - sessions, most: ROUNDS });
}
