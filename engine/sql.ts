/** A value that both SQL engines store as it is; times are ms numbers, ids of messages 16-byte buffers. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** One row, keyed by column. Integers are numbers up to 2^53 and strings beyond; blobs are Buffers. */
export type SqlRow = Record<string, string | number | Buffer | null>;

/** What a writing statement did. */
export interface SqlResult {
  readonly affected: number;
  /** The auto-increment id of the first inserted row, 0 when there is none. */
  readonly insertId: number;
}

/** Statements on one connection, run in the order of the calls. */
export interface SqlSession {
  query<Row extends object = SqlRow>(sql: string, params?: readonly SqlValue[]): Promise<Row[]>;
  execute(sql: string, params?: readonly SqlValue[]): Promise<SqlResult>;
}

/**
 * Raw SQL for the hot paths, beside Sequelize's models on the same database. Positional `?` parameters.
 * Every failure is a SqlError; one of kind `unavailable` means that the store can't be reached now.
 */
export interface Sql extends SqlSession {
  readonly dialect: 'sqlite' | 'mysql';
  /** Statements sent since the start, transactions' own included; a metric and the bench read it. */
  readonly statements: number;
  /** Transactions that the store ended since the start to resolve a deadlock; each try counts. */
  readonly deadlocks: number;
  /** Times that a transaction ran again since the start, after a deadlock or a lock timeout. */
  readonly reruns: number;
  /**
   * Runs `work` in a write transaction (BEGIN IMMEDIATE; READ COMMITTED), commits when it resolves, rolls back when it
   * rejects. Deadlocks and lock timeouts run `work` again, after a random pause, for about half of the deadline; then it is `busy`.
   * After a failure that is not one statement's own (`duplicate`, `constraint`, `data`) nothing more of the transaction runs: each
   * further statement, and the commit, fails with it.
   */
  transaction<T>(work: (tx: SqlSession) => Promise<T>): Promise<T>;
}

/** What callers decide by: the same row twice, a broken rule, a value that does not fit, a lock, no connection, the rest. */
export type SqlErrorKind = 'duplicate' | 'constraint' | 'data' | 'busy' | 'unavailable' | 'other';

/** A failed statement, with the kind that callers decide by; `cause` is the driver's own error. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly kind: SqlErrorKind;

  constructor(kind: SqlErrorKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}
