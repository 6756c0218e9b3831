import type { Sql } from '../../engine/sql.ts';

const DAY = 86_400_000;
/** Nodes look back a minute; a day leaves room for clocks. */
const KEEP_REVOCATIONS = DAY;
/** After their end: long enough to look into what happened. */
const KEEP_SESSIONS = 30 * DAY;

/** Removes what nobody asks for any more: revocations that every node has seen, and sessions that ended long ago. */
export async function prune(sql: Sql, now: number): Promise<void> {
  await sql.execute('DELETE FROM revocation WHERE created_at < ?', [now - KEEP_REVOCATIONS]);
  await sql.execute('DELETE FROM session WHERE expires_at < ? OR revoked_at < ?', [now - KEEP_SESSIONS, now - KEEP_SESSIONS]);
}
