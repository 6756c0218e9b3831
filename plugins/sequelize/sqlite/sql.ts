import { SqlError, type Sql, type SqlResult, type SqlRow, type SqlSession, type SqlValue } from '../../../engine/sql.ts';
import { sparesTransaction } from '../spared.ts';
import { toRows } from './cells.ts';
import type { Channel, Link, Outcome } from './channel.ts';
import { isLost } from './failure.ts';
import { Lane } from './lane.ts';
import { PRAGMAS } from './pragma.ts';

/** Options of the raw SQL over SQLite. */
export interface SqliteSqlOptions {
  readonly channel: Channel;
  readonly file: string;
  /** Milliseconds to wait for one's turn to write. */
  readonly patience: number;
}

/**
 * Raw SQL on two connections of the worker: one writes, in the order of the calls, one transaction after the other; one reads what is
 * committed. Nothing deadlocks here, so no transaction runs twice: who could not begin in time gets `busy`.
 */
export class SqliteSql implements Sql {
  readonly dialect = 'sqlite';
  readonly deadlocks = 0;
  readonly reruns = 0;
  readonly #channel: Channel;
  readonly #writer: Link;
  readonly #reader: Link;
  readonly #lane: Lane;

  constructor({ channel, file, patience }: SqliteSqlOptions) {
    this.#channel = channel;
    this.#writer = channel.connect(file, PRAGMAS);
    this.#reader = channel.connect(file, PRAGMAS);
    this.#lane = new Lane(patience);
  }

  get statements(): number {
    return this.#channel.statements;
  }

  async query<Row extends object = SqlRow>(sql: string, params?: readonly SqlValue[]): Promise<Row[]> {
    return rowsOf<Row>(await this.#reader.run(sql, params));
  }

  async execute(sql: string, params?: readonly SqlValue[]): Promise<SqlResult> {
    if (!this.#lane.tryEnter()) await this.#lane.enter();
    const running = this.#writer.run(sql, params);
    this.#lane.leave(); // the worker keeps the order of what was sent
    return resultOf(await running);
  }

  async transaction<T>(work: (tx: SqlSession) => Promise<T>): Promise<T> {
    if (!this.#lane.tryEnter()) await this.#lane.enter();
    const session = new Transaction(this.#writer);
    try {
      const result = await work(session);
      await this.#end(session, 'COMMIT');
      return result;
    } catch (error) {
      if (session.isOpen) await this.#end(session, 'ROLLBACK');
      throw error;
    }
  }

  /** Whoever is next need not wait for the answer: the worker ends the transaction before it begins another. */
  async #end(session: Transaction, statement: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    const ended = session.end(statement);
    this.#lane.leave();
    await ended;
  }
}

/** Statements of one transaction. They are sent at once, with BEGIN before the first; the worker runs none of them without it. */
class Transaction implements SqlSession {
  readonly #writer: Link;
  readonly #begun: Promise<unknown>;
  /** What went wrong last in it. */
  #failure: SqlError | undefined;
  isOpen = true;

  constructor(writer: Link) {
    this.#writer = writer;
    this.#begun = writer.run('BEGIN IMMEDIATE');
    this.#begun.catch(() => undefined); // told by `end`
  }

  async query<Row extends object = SqlRow>(sql: string, params?: readonly SqlValue[]): Promise<Row[]> {
    return rowsOf<Row>(await this.#run(sql, params));
  }

  async execute(sql: string, params?: readonly SqlValue[]): Promise<SqlResult> {
    return resultOf(await this.#run(sql, params));
  }

  /** Rejects with the failure of BEGIN, if that is what was wrong. */
  async end(statement: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    this.isOpen = false;
    const ended = this.#send(statement);
    ended.catch(() => undefined); // awaited below, unless BEGIN failed
    await this.#begun;
    if (statement === 'COMMIT') await ended;
    else await ended.catch(() => undefined); // gone with its connection, which ends it as well
  }

  #run(sql: string, params?: readonly SqlValue[]): Promise<Outcome> {
    if (this.isOpen) return this.#send(sql, params);
    return Promise.reject(new SqlError('other', 'the transaction is over: await its statements within it'));
  }

  /** What comes after a failure that ended the transaction fails with it; the worker has rolled back by then. */
  async #send(sql: string, params?: readonly SqlValue[]): Promise<Outcome> {
    if (this.#failure && !sparesTransaction(this.#failure)) throw this.#failure;
    try {
      return await this.#writer.runInside(sql, params);
    } catch (error) {
      if (error instanceof SqlError && !isLost(error)) this.#failure = error;
      throw this.#failure ?? error;
    }
  }
}

function rowsOf<Row extends object>({ columns, cells }: Outcome): Row[] {
  return columns ? (toRows(columns, cells) as Row[]) : [];
}

/** SQLite knows the last row of an insert; its rows are numbered one after the other. */
function resultOf({ changes, lastId }: Outcome): SqlResult {
  return { affected: changes, insertId: lastId === 0 ? 0 : lastId - changes + 1 };
}
