import type { Sql, SqlSession } from '../../engine/sql.ts';
import { ENABLED } from '../account/user.ts';
import type { IdWindow } from '../schema/windows.ts';

/** Until when somebody must have been there last to count as gone. */
export interface Absence {
  /** ms since 1970. */
  readonly since: number;
  /** How long a session lasts: its end tells when it was renewed last. */
  readonly ttl: number;
}

/**
 * A visitor who has never written and is in nothing that others see: of whom nothing is lost. A conversation, a group that was left, a file, an
 * application and a code each tell of one who did something.
 */
const SILENT = `u.role = 'visitor' AND u.password_hash IS NULL AND u.status = ${ENABLED} AND COALESCE(u.login_at, u.created_at) < ?
  AND NOT EXISTS (SELECT 1 FROM session s WHERE s.user_id = u.id AND s.revoked_at IS NULL AND s.expires_at > ?)
  AND NOT EXISTS (SELECT 1 FROM member k JOIN conversation c ON c.id = k.conversation_id WHERE k.user_id = u.id AND c.kind <> 'system')
  AND NOT EXISTS (SELECT 1 FROM notice_person n JOIN conversation c ON c.id = n.conversation_id WHERE n.user_id = u.id AND c.kind <> 'system')
  AND NOT EXISTS (SELECT 1 FROM group_mark g WHERE g.user_id = u.id)
  AND NOT EXISTS (SELECT 1 FROM group_application a WHERE a.user_id = u.id)
  AND NOT EXISTS (SELECT 1 FROM friend f WHERE f.user_id = u.id)
  AND NOT EXISTS (SELECT 1 FROM friend_application a WHERE a.user_id = u.id OR a.target_id = u.id)
  AND NOT EXISTS (SELECT 1 FROM upload f WHERE f.owner_id = u.id)
  AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.maker_id = u.id)`;

/** Silent visitors of a window of ids, in their order. */
export async function findSilent(sql: Sql, { after, upTo }: IdWindow, { since, ttl }: Absence): Promise<number[]> {
  const rows = await sql.query<{ id: number }>(`SELECT u.id AS id FROM user u WHERE u.id > ? AND u.id <= ? AND ${SILENT} ORDER BY u.id`, [
    after,
    upTo,
    since,
    since + ttl,
  ]);
  return rows.map(({ id }) => id);
}

/** Whether one is a silent visitor still, in the transaction that holds the row. */
export async function isSilent(tx: SqlSession, userId: number, { since, ttl }: Absence): Promise<boolean> {
  const rows = await tx.query(`SELECT u.id AS id FROM user u WHERE u.id = ? AND ${SILENT}`, [userId, since, since + ttl]);
  return rows.length > 0;
}
