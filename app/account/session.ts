import { marks } from '../../engine/marks.ts';
import type { SqlSession } from '../../engine/sql.ts';
import type { Role } from './user.ts';
import { BY_KEY } from '../schema/by-key.ts';

/** Why a session ended before its time. */
export type EndReason = 'replaced' | 'logout' | 'disabled' | 'password' | 'upgraded' | 'signout';

/** A session to insert. */
export interface NewSession {
  readonly userId: number;
  readonly role: Role;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** The client's address and user agent, for people who look at their sessions. */
  readonly address: string;
  readonly agent: string;
}

/** Which sessions of a user end, and why. */
export interface Ending {
  readonly userId: number;
  readonly reason: EndReason;
  readonly now: number;
  /** Only this one; all when absent. */
  readonly only?: number;
  /** All but this one. */
  readonly except?: number;
}

/** The reason in the table of revocations of an account that is gone. */
export const ERASURE = 'erased';

/** Longest texts that are kept. */
const ADDRESS_LENGTH = 64;
const AGENT_LENGTH = 255;

/** Takes the user's row for the rest of the transaction: one login after the other, on every SQL. False when there is no such user. */
export async function lockUser(tx: SqlSession, userId: number, now: number): Promise<boolean> {
  const { affected } = await tx.execute('UPDATE user SET updated_at = ? WHERE id = ?', [now, userId]);
  return affected > 0;
}

/** Whether a session has not ended. A transaction asks while it holds the user's row, which whoever ends sessions to open another takes as well. */
export async function isOpenSession(tx: SqlSession, id: number): Promise<boolean> {
  const rows = await tx.query('SELECT id FROM session WHERE id = ? AND revoked_at IS NULL', [id]);
  return rows.length > 0;
}

/** Inserts a session and returns its id, which is greater than that of any session of the user before. */
export async function insertSession(tx: SqlSession, session: NewSession): Promise<number> {
  const { userId, role, createdAt, expiresAt, address, agent } = session;
  const { insertId } = await tx.execute(
    'INSERT INTO session (user_id, role, created_at, expires_at, address, agent) VALUES (?, ?, ?, ?, ?, ?)',
    [userId, role, createdAt, expiresAt, address.slice(0, ADDRESS_LENGTH), agent.slice(0, AGENT_LENGTH)],
  );
  return insertId;
}

/**
 * Revokes sessions that are not revoked yet and writes down why, for nodes that the bus did not reach; returns their ids. Unless it is about
 * `only` one of them, no code of a handover stays good, of the one that goes on neither.
 */
export async function endSessions(tx: SqlSession, ending: Ending): Promise<number[]> {
  const rows = await tx.query<{ id: number }>('SELECT id FROM session WHERE user_id = ? AND revoked_at IS NULL', [ending.userId]);
  const open = rows.map(({ id }) => id);
  const ids = open.filter((id) => id !== ending.except && (ending.only ?? id) === id);
  await removeHandovers(tx, ending.only === undefined ? open : ids);
  if (ids.length === 0) return [];
  await tx.execute(`UPDATE session ${BY_KEY} SET revoked_at = ?, reason = ? WHERE id IN (${marks('?', ids.length)})`, [
    ending.now,
    ending.reason,
    ...ids,
  ]);
  await tx.execute(
    `INSERT INTO revocation (user_id, session_id, reason, created_at) VALUES ${ids.map(() => '(?, ?, ?, ?)').join(', ')}`,
    ids.flatMap((id) => [ending.userId, id, ending.reason, ending.now]),
  );
  return ids;
}

/** Writes down that a user changed though no session ended, for nodes that the bus did not reach: they forget the user. */
export async function noteChange(tx: SqlSession, userId: number, now: number): Promise<void> {
  await tx.execute(`INSERT INTO revocation (user_id, session_id, reason, created_at) VALUES (?, NULL, 'changed', ?)`, [userId, now]);
}

/** The same of an account that is gone: they empty its mailbox too. */
export async function noteErasure(tx: SqlSession, userId: number, now: number): Promise<void> {
  await tx.execute('INSERT INTO revocation (user_id, session_id, reason, created_at) VALUES (?, NULL, ?, ?)', [userId, ERASURE, now]);
}

async function removeHandovers(tx: SqlSession, sessionIds: readonly number[]): Promise<void> {
  if (sessionIds.length === 0) return;
  await tx.execute(`DELETE FROM handover WHERE session_id IN (${marks('?', sessionIds.length)})`, sessionIds);
}
