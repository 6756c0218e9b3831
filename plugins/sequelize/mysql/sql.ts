import { setTimeout as sleep } from 'node:timers/promises';
import { SqlError, type Sql, type SqlResult, type SqlRow, type SqlSession, type SqlValue } from '../../../engine/sql.ts';
import type { Pool } from './pool.ts';
import { isDeadlock } from './failure.ts';
import { MysqlSession } from './session.ts';
import { MysqlTransaction } from './transaction.ts';
import { Turns } from './turns.ts';

/** Options of the raw SQL over MySQL. */
export interface MysqlSqlOptions {
  readonly pool: Pool;
  /** How many the pool has. */
  readonly connections: number;
  /** Milliseconds that a statement may take. */
  readonly deadline: number;
  /** Told how long each statement took, in ms. */
  readonly onStatement: (sql: string, ms: number) => void;
}

/** Ms before a transaction runs again, at most; each further time it may wait as much longer. */
const PAUSE = 20;
/** The part of the deadline within which a transaction begins again: one wait for a lock is over by then, and another still fits in. */
const RERUN_WITHIN = 0.6;
/** The share of the connections that reads take at the same time: what is written never waits behind all of them. */
const READING = 0.75;

/** Raw SQL over a pool. */
export class MysqlSql implements Sql {
  readonly dialect = 'mysql';
  statements = 0;
  deadlocks = 0;
  reruns = 0;
  readonly #options: MysqlSqlOptions;
  readonly #reads: Turns;

  constructor(options: MysqlSqlOptions) {
    this.#options = options;
    const { connections, deadline } = options;
    this.#reads = new Turns({ most: Math.max(1, Math.floor(connections * READING)), deadline });
  }

  query<Row extends object = SqlRow>(sql: string, params?: readonly SqlValue[]): Promise<Row[]> {
    return this.#reads.take(() => this.#borrow((session) => session.query<Row>(sql, params)));
  }

  execute(sql: string, params?: readonly SqlValue[]): Promise<SqlResult> {
    return this.#borrow((session) => session.execute(sql, params));
  }

  async transaction<T>(work: (tx: SqlSession) => Promise<T>): Promise<T> {
    const until = Date.now() + this.#options.deadline * RERUN_WITHIN;
    for (let run = 1; ; run += 1) {
      try {
        return await this.#borrow((session) => MysqlTransaction.run(session, work));
      } catch (error) {
        if (isDeadlock(error)) this.deadlocks += 1;
        if (!(error instanceof SqlError) || error.kind !== 'busy' || Date.now() > until) throw error;
        await sleep(PAUSE * run * Math.random()); // two that met must not meet again
        this.reruns += 1;
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
      connection.release();
    }
  }
}
