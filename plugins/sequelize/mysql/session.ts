import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { SqlError, type SqlResult, type SqlRow, type SqlSession, type SqlValue } from '../../../engine/sql.ts';
import { sqlErrorOf } from './failure.ts';

/** Options of a session. */
export interface SessionOptions {
  /** Milliseconds that a statement may take; as long as it needs when absent. */
  readonly deadline?: number;
  /** Told how long each statement took, in ms. */
  readonly onStatement: (sql: string, ms: number) => void;
}

type Answer = RowDataPacket[] | ResultSetHeader;

/** Statements on one connection. A connection that did not answer in time is cut, since its answer could come to another question. */
export class MysqlSession implements SqlSession {
  readonly #connection: Connection;
  readonly #options: SessionOptions;
  #isOver = false;

  constructor(connection: Connection, options: SessionOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  async query<Row extends object = SqlRow>(sql: string, params?: readonly SqlValue[]): Promise<Row[]> {
    const answer = await this.run(sql, params);
    return Array.isArray(answer) ? (answer as unknown as Row[]) : [];
  }

  async execute(sql: string, params?: readonly SqlValue[]): Promise<SqlResult> {
    const answer = await this.run(sql, params);
    return Array.isArray(answer) ? { affected: 0, insertId: 0 } : { affected: answer.affectedRows, insertId: answer.insertId };
  }

  /** Later statements are refused: the connection is somebody else's. */
  end(): void {
    this.#isOver = true;
  }

  /** Rejects with SqlError. */
  async run(sql: string, params?: readonly SqlValue[]): Promise<Answer> {
    if (this.#isOver) throw new SqlError('other', 'the transaction is over: await its statements within it');
    const { deadline, onStatement } = this.#options;
    const since = performance.now();
    try {
      const [answer] = await this.#connection.query<Answer>({
        sql,
        ...(params && { values: [...params] }),
        ...(deadline && { timeout: deadline }),
      });
      return answer;
    } catch (error) {
      const failure = sqlErrorOf(error);
      if (failure.kind === 'unavailable') this.#connection.destroy();
      throw failure;
    } finally {
      onStatement(sql, performance.now() - since);
    }
  }
}
