import { marks } from '../../engine/marks.ts';
import type { Sql, SqlSession } from '../../engine/sql.ts';
import { fail } from '../error.ts';
import { BY_KEY } from '../schema/by-key.ts';
import { ENABLED, type Role } from './user.ts';

/** A user whose row a transaction holds. */
export interface HeldUser {
  readonly id: number;
  readonly role: Role;
  /** 1 enabled, 0 disabled, 2 locked, 3 erased; only 1 is open. */
  readonly status: number;
}

/** Users by their ids; who is missing does not exist. */
export type HeldUsers = ReadonlyMap<number, HeldUser>;

/** A transaction in which a user acts. */
export interface Act {
  readonly userId: number;
  /** Whom it is about. */
  readonly others?: readonly number[];
}

/**
 * Runs a transaction in which a user writes. It holds the rows of the user and of those whom it is about, so that whatever closes one of
 * the accounts (an erasure, a disabling) comes before it, and is seen, or after it, and finds what was written. Fails with user_disabled.
 */
export function actAs<T>(sql: Sql, { userId, others = [] }: Act, work: (tx: SqlSession, held: HeldUsers) => Promise<T>): Promise<T> {
  return sql.transaction(async (tx) => {
    const held = await holdUsers(tx, sql.dialect, [userId, ...others]);
    if (!isOpen(held, userId)) fail('user_disabled');
    return work(tx, held);
  });
}

/** Takes the rows of users for the rest of the transaction, in the order of their ids: before those of groups and conversations. */
export async function holdUsers(tx: SqlSession, dialect: Sql['dialect'], ids: readonly number[]): Promise<HeldUsers> {
  const distinct = [...new Set(ids)];
  // SQLite has one writing transaction at a time.
  const lock = dialect === 'mysql' ? ' FOR UPDATE' : '';
  const rows = await tx.query<HeldUser>(
    `SELECT id, role, status FROM user ${BY_KEY} WHERE id IN (${marks('?', distinct.length)}) ORDER BY id${lock}`,
    distinct,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Whether somebody of these may act. */
export function isOpen(held: HeldUsers, userId: number): boolean {
  return held.get(userId)?.status === ENABLED;
}

/** A condition of one statement: the user whose id is its parameter may act; on MySQL until the statement has ended. */
export function mayAct(dialect: Sql['dialect']): string {
  const lock = dialect === 'mysql' ? ' LOCK IN SHARE MODE' : '';
  return `EXISTS (SELECT 1 FROM user actor WHERE actor.id = ? AND actor.status = ${ENABLED}${lock})`;
}
