import { ENABLED } from '#app';
import type { Sql } from '../../../../../engine/sql.ts';

/** A few users who talk to each other. */
export interface Circle {
  /** The number of its conversation. */
  readonly id: number;
  readonly aclVersion: number;
  /** Whether the account of each is open. */
  readonly members: ReadonlyMap<number, boolean>;
}

/** A circle from SQL; null for a conversation of another kind. */
export async function loadCircle(sql: Sql, id: number): Promise<Circle | null> {
  const rows = await sql.query<{ aclVersion: number; userId: number; status: number }>(
    `SELECT c.acl_version AS aclVersion, k.user_id AS userId, u.status AS status
     FROM conversation c JOIN member k ON k.conversation_id = c.id JOIN user u ON u.id = k.user_id WHERE c.id = ? AND c.kind = 'circle'`,
    [id],
  );
  const [first] = rows;
  return first
    ? { id, aclVersion: first.aclVersion, members: new Map(rows.map(({ userId, status }) => [userId, status === ENABLED])) }
    : null;
}
