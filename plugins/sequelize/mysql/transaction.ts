import { SqlError, type SqlResult, type SqlRow, type SqlSession, type SqlValue } from '../../../engine/sql.ts';
import { sparesTransaction } from '../spared.ts';
import type { MysqlSession } from './session.ts';

/**
 * Statements of one transaction, one under way at a time: the server may end the transaction with any of them, and one that was sent behind
 * it would be committed by itself. After such a failure everything else is refused with it, the commit too.
 */
export class MysqlTransaction implements SqlSession {
  readonly #session: MysqlSession;
  /** Settles when the statement under way, and all that wait for it, are over; never rejects. */
  #underWay: Promise<unknown> = Promise.resolve();
  /** Why nothing that waits is sent any more. */
  #refusal: SqlError | undefined;
  /** Nothing more is taken. */
  #isOver = false;

  private constructor(session: MysqlSession) {
    this.#session = session;
  }

  /** Runs work in a transaction of the session's connection. A commit whose answer got lost is `unavailable`: it may have happened. */
  static async run<T>(session: MysqlSession, work: (tx: SqlSession) => Promise<T>): Promise<T> {
    await session.execute('START TRANSACTION');
    const transaction = new MysqlTransaction(session);
    try {
      const result = await work(transaction);
      await transaction.#commit();
      return result;
    } catch (error) {
      await transaction.#rollback();
      throw error;
    }
  }

  query<Row extends object = SqlRow>(sql: string, params?: readonly SqlValue[]): Promise<Row[]> {
    return this.#inTurn(() => this.#session.query<Row>(sql, params));
  }

  execute(sql: string, params?: readonly SqlValue[]): Promise<SqlResult> {
    return this.#inTurn(() => this.#session.execute(sql, params));
  }

  #inTurn<T>(send: () => Promise<T>): Promise<T> {
    if (this.#isOver) return Promise.reject(over());
    const turn = this.#underWay.then(() => this.#attempt(send));
    this.#underWay = turn.catch(() => undefined); // told by `turn`
    return turn;
  }

  async #attempt<T>(send: () => Promise<T>): Promise<T> {
    if (this.#refusal) throw this.#refusal;
    try {
      return await send();
    } catch (error) {
      if (error instanceof SqlError && !sparesTransaction(error)) this.#refusal = error;
      throw error;
    }
  }

  async #commit(): Promise<void> {
    const committing = this.execute('COMMIT');
    this.#isOver = true;
    await committing;
  }

  /** Waits for what is under way; what waits behind it is not sent. */
  async #rollback(): Promise<void> {
    this.#isOver = true;
    this.#refusal ??= over();
    await this.#underWay;
    await this.#session.rollback();
  }
}

function over(): SqlError {
  return new SqlError('other', 'the transaction is over: await its statements within it');
}
