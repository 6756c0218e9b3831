import { setTimeout as sleep } from 'node:timers/promises';
import { SqlError, type Sql, type SqlResult, type SqlRow, type SqlSession, type SqlValue } from '../../../engine/sql.ts';
import type { Pool } from './pool.ts';
import { MysqlSession } from './session.ts';

/** Options of the raw SQL over MySQL. */
export interface MysqlSqlOptions {
  readonly pool: Pool;
  /** Milliseconds that a statement may take. */
  readonly deadline: number;
  /** Told how long each statement took, in ms. */
  readonly onStatement: (sql: string, ms: number) => void;
}

/** Times that a transaction runs again after a deadlock or a lock timeout. */
const MOST_RETRIES = 5;
/** Ms before the first of them, at most; each waits longer. */
const PAUSE = 20;

/** Raw SQL over a pool. */
export class MysqlSql implements Sql {
  readonly dialect = 'mysql';
  statements = 0;
  readonly #options: MysqlSqlOptions;

  constructor(options: MysqlSqlOptions) {
    this.#options = options;
  }

  query<Row extends object = SqlRow>(sql: string, params?: readonly SqlValue[]): Promise<Row[]> {
    return this.#borrow((session) => session.query<Row>(sql, params));
  }

  execute(sql: string, params?: readonly SqlValue[]): Promise<SqlResult> {
    return this.#borrow((session) => session.execute(sql, params));
  }

  /** What is still busy after the deadline is not tried again: whoever waits wants an answer. */
  async transaction<T>(work: (tx: SqlSession) => Promise<T>): Promise<T> {
    const until = Date.now() + this.#options.deadline;
    for (let retry = 1; ; retry += 1) {
      try {
        return await this.#borrow((session) => transact(session, work));
      } catch (error) {
        if (!(error instanceof SqlError) || error.kind !== 'busy' || retry > MOST_RETRIES || Date.now() > until) throw error;
        await sleep(PAUSE * retry * Math.random());
      }
    }
  }

  async #borrow<T>(work: (session: MysqlSession) => Promise<T>): Promise<T> {
    const { pool, deadline, onStatement } = this.#options;
    const connection = await pool.acquire();
    const session = new MysqlSession(connection, {
      deadline,
      onStatement: (sql, ms) => {
        this.statements += 1;
        onStatement(sql, ms);
      },
    });
    try {
      return await work(session);
    } finally {
      session.end();
      connection.release();
    }
  }
}

/** A commit whose answer got lost is `unavailable`: it may have happened. */
async function transact<T>(session: MysqlSession, work: (tx: SqlSession) => Promise<T>): Promise<T> {
  await session.run('START TRANSACTION');
  try {
    const result = await work(session);
    await session.run('COMMIT');
    return result;
  } catch (error) {
    await session.run('ROLLBACK').catch(() => undefined); // a lost connection has rolled back
    throw error;
  }
}
