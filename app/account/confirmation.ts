import type { SqlSession } from '../../engine/sql.ts';
import { fail, type ErrorCode } from '../error.ts';
import { isOpenSession } from './session.ts';
import { ENABLED, type UserRow } from './user.ts';

/** That a caller has shown whose account it is, by its password if there is one. */
export interface Confirmation {
  /** The account as it was then. */
  readonly user: UserRow;
  readonly sessionId: number;
  /** What is said where the password is wrong. */
  readonly wrong: ErrorCode;
}

/** Makes sure that it holds still, in the transaction that holds the user's row. Fails with user_disabled, token_invalid, and `wrong`. */
export async function assertHolds(tx: SqlSession, user: UserRow, { user: confirmed, sessionId, wrong }: Confirmation): Promise<void> {
  if (user.status !== ENABLED) fail('user_disabled');
  if (!(await isOpenSession(tx, sessionId))) fail('token_invalid');
  // What was confirmed is another account's by now: another password was set meanwhile.
  if (user.password_hash !== confirmed.password_hash) fail(wrong);
}
