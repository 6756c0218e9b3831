import { SqlError, type SqlErrorKind } from '../../../engine/sql.ts';

/** Why the worker could not run a statement: SQLite's extended result code, or one of ours below 0. */
export interface Failure {
  readonly code: number;
  readonly message: string;
}

/** The transaction of a statement is no more: something before it ended it. */
export const LOST = -1;
/** A value that cannot be stored as it is. */
export const UNFIT = -2;
/** The worker died, with all that it held. */
export const DIED = -3;

const BUSY = 5;
const LOCKED = 6;
const CONSTRAINT = 19;
/** A read transaction that wants to write after somebody else did: waiting does not help. */
const BUSY_SNAPSHOT = 517;
const DUPLICATES = new Set([1555, 2067, 2579]);

/** Primary result codes: what sqlite3 calls them, and what they mean to a caller. */
const RESULTS: Readonly<Record<number, readonly [name: string, kind: SqlErrorKind]>> = {
  3: ['SQLITE_PERM', 'unavailable'],
  [BUSY]: ['SQLITE_BUSY', 'busy'],
  [LOCKED]: ['SQLITE_LOCKED', 'busy'],
  7: ['SQLITE_NOMEM', 'unavailable'],
  8: ['SQLITE_READONLY', 'unavailable'],
  10: ['SQLITE_IOERR', 'unavailable'],
  11: ['SQLITE_CORRUPT', 'unavailable'],
  13: ['SQLITE_FULL', 'unavailable'],
  14: ['SQLITE_CANTOPEN', 'unavailable'],
  18: ['SQLITE_TOOBIG', 'data'],
  [CONSTRAINT]: ['SQLITE_CONSTRAINT', 'constraint'],
  20: ['SQLITE_MISMATCH', 'data'],
  26: ['SQLITE_NOTADB', 'unavailable'],
  [LOST & 0xff]: ['ECONNRESET', 'unavailable'],
  [UNFIT & 0xff]: ['SQLITE_MISMATCH', 'data'],
  [DIED & 0xff]: ['ECONNRESET', 'unavailable'],
};

/** Statements that give rows fail without a code, with SQLite's own words only. */
const WORDS: readonly (readonly [text: RegExp, code: number])[] = [
  [/^UNIQUE constraint failed/, 2067],
  [/constraint failed/, CONSTRAINT],
  [/^database is locked/, BUSY],
  [/^database table is locked/, LOCKED],
  [/^disk I\/O error/, 10],
  [/disk image is malformed/, 11],
  [/^database or disk is full/, 13],
  [/^unable to open database file/, 14],
  [/^attempt to write a readonly database/, 8],
];

/** The driver's error as it crosses to the main thread. */
export function readFailure(thrown: unknown): Failure {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const code: unknown = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'errcode') : undefined;
  if (typeof code === 'number') return { code, message };
  return { code: WORDS.find(([text]) => text.test(message))?.[1] ?? 1, message };
}

/** Whether the statement may succeed once another connection has ended its transaction. */
export function isWorthWaiting({ code }: Failure): boolean {
  return code !== BUSY_SNAPSHOT && ((code & 0xff) === BUSY || (code & 0xff) === LOCKED);
}

/** Whether a statement failed only because its transaction was over before. */
export function isLost(error: unknown): boolean {
  return error instanceof SqlError && error.cause instanceof SqliteError && error.cause.errno === LOST;
}

/** Shaped as the sqlite3 package shapes its errors, by which Sequelize tells them apart. */
export class SqliteError extends Error {
  override readonly name = 'SqliteError';
  readonly code: string;
  /** SQLite's extended result code. */
  readonly errno: number;

  constructor({ code, message }: Failure) {
    const name = RESULTS[code & 0xff]?.[0] ?? 'SQLITE_ERROR';
    super(`${name}: ${message}`);
    this.code = name;
    this.errno = code;
  }
}

/** A failure as callers of Sql know it. */
export function sqlErrorOf(failure: Failure): SqlError {
  const kind = DUPLICATES.has(failure.code) ? 'duplicate' : (RESULTS[failure.code & 0xff]?.[1] ?? 'other');
  return new SqlError(kind, failure.message, new SqliteError(failure));
}
