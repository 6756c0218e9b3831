import type { Sequelize } from 'sequelize';
import type { Sql, SqlSession } from '../../engine/sql.ts';

/** The right of one process to a store. */
export interface NodeLock {
  /** Takes it, unless another process has it. `onLost`: it was lost, and another process has it now. */
  acquire(onLost: () => void): Promise<boolean>;
  release(): Promise<void>;
}

/** A database as the plugin opens it: SQLite or MySQL. */
export interface Store {
  readonly sql: Sql;
  readonly sequelize: Sequelize;
  readonly lock: NodeLock;
  /** Names the database to people; without its password. */
  readonly name: string;
  /** Makes sure that it answers; throws a BootError that says what to do. */
  connect(): Promise<void>;
  /** Asks it for an answer, past what waits for its turn to be read. */
  ping(): Promise<void>;
  /** Runs work while no other process does so; on SQLite in one transaction. Statements may take as long as they need. */
  exclusively<T>(work: (session: SqlSession) => Promise<T>): Promise<T>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Options of both stores. */
export interface StoreOptions {
  /** Milliseconds that a statement may take, or wait for a lock. */
  readonly deadline: number;
  /** Connections for the models, and as many for raw SQL where connections are a network's. */
  readonly connections: number;
  /** Told how long each statement took, in ms; that it waited for others, or its answer for this thread, is not its time. */
  readonly onStatement: (sql: string, ms: number) => void;
}
