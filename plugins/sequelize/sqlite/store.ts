import fs from 'node:fs';
import path from 'node:path';
import { Sequelize, Transaction } from 'sequelize';
import { BootError, reasonOf } from '#kernel';
import { SqlError, type SqlSession } from '../../../engine/sql.ts';
import { MODEL_DEFAULTS } from '../model.ts';
import type { NodeLock, Store, StoreOptions } from '../store.ts';
import { Channel } from './channel.ts';
import { createDialect } from './dialect.ts';
import { SqliteLock, TAKE_LOCK } from './lock.ts';
import { SqliteSql } from './sql.ts';

/** Ms to wait for another process that migrates. */
const EXCLUSIVE_WITHIN = 60_000;

/** One SQLite file, owned by one worker thread of this process. */
export class SqliteStore implements Store {
  readonly sql: SqliteSql;
  readonly sequelize: Sequelize;
  readonly lock: NodeLock;
  readonly channel: Channel;
  readonly #file: string;

  constructor(file: string, { deadline, connections, onStatement }: StoreOptions) {
    this.#file = path.resolve(file);
    const watched = (sql: string, ms: number): void => (sql === TAKE_LOCK ? undefined : onStatement(sql, ms)); // waiting is its task
    this.channel = new Channel({ patience: deadline, onStatement: watched });
    this.sql = new SqliteSql({ channel: this.channel, file: this.#file, patience: deadline });
    this.lock = new SqliteLock(this.channel, this.#file);
    this.sequelize = new Sequelize({
      dialect: 'sqlite',
      dialectModule: createDialect(this.channel, this.#file),
      storage: this.#file,
      transactionType: Transaction.TYPES.IMMEDIATE,
      pool: { max: connections, acquire: deadline },
      retry: { max: 1 }, // the worker has waited already
      define: MODEL_DEFAULTS,
      logging: false,
    });
  }

  get name(): string {
    return this.#file;
  }

  async connect(): Promise<void> {
    try {
      fs.mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
      fs.closeSync(fs.openSync(this.#file, 'a', 0o600)); // it holds secrets; what SQLite puts beside it gets the same mode
      await this.sql.query('PRAGMA schema_version');
    } catch (cause) {
      const mend = 'make it a file that this user may read and write, or set DATA_DIR to another directory';
      throw new BootError(`the database ${this.#file} cannot be opened: ${reasonOf(cause)}: ${mend}`, { cause });
    }
  }

  async ping(): Promise<void> {
    await this.sql.query('SELECT 1');
  }

  async exclusively<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    const until = Date.now() + EXCLUSIVE_WITHIN;
    for (;;) {
      try {
        return await this.sql.transaction(work);
      } catch (error) {
        if (!(error instanceof SqlError) || error.kind !== 'busy' || Date.now() > until) throw error;
      }
    }
  }

  async close(): Promise<void> {
    await this.sequelize.close();
    await this.channel.close();
  }
}
