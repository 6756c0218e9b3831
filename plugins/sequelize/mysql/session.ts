import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { SqlError, type SqlResult, type SqlRow, type SqlSession, type SqlValue } from '../../../engine/sql.ts';
import { sqlErrorOf } from './failure.ts';

/** Options of a session. */
export interface SessionOptions {
  /** Milliseconds that a statement may take; as long as it needs when absent. */
  readonly deadline?: number;
  /** Told how long each statement took, in ms, behind those before it on the connection. */
  readonly onStatement: (sql: string, ms: number) => void;
}

type Answer = RowDataPacket[] | ResultSetHeader;

/** Statements on one connection. A connection that did not answer in time is cut, since its answer could come to another question. */
export class MysqlSession implements SqlSession {
  readonly #connection: Connection;
  readonly #options: SessionOptions;
  /** When the last answer came: statements of one connection are answered one after the other. */
  #endedAt = 0;

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

  /** Rolls back what is open on the connection; one that cannot is cut, or what comes next on it would be a part of that. */
  async rollback(): Promise<void> {
    try {
      await this.run('ROLLBACK');
    } catch {
      this.#connection.destroy();
    }
  }

  /** Rejects with SqlError. */
  async run(sql: string, params?: readonly SqlValue[]): Promise<Answer> {
    // SQLite cannot store it: what one store takes the other must take.
    if (params?.some(hasNul)) throw new SqlError('data', 'a text with U+0000 cannot be stored');
    const { deadline, onStatement } = this.#options;
    const since = idleTime();
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
      const now = idleTime();
      onStatement(sql, now - Math.max(since, this.#endedAt));
      this.#endedAt = now;
    }
  }
}

/** ms, by a clock that stands still while this thread is busy: an answer that waits to be read is no slow statement. */
function idleTime(): number {
  return performance.eventLoopUtilization().idle;
}

function hasNul(value: SqlValue): boolean {
  return typeof value === 'string' && value.includes('\0');
}
