import type { Connection } from 'mysql2';
import { Sequelize } from 'sequelize';
import type { SqlSession } from '../../../engine/sql.ts';
import { MODEL_DEFAULTS } from '../model.ts';
import type { NodeLock, Store, StoreOptions } from '../store.ts';
import { describeAddress, explain, readAddress, type Address } from './address.ts';
import { connectionOptions, SESSION } from './connect.ts';
import { createDialect, prepare } from './dialect.ts';
import { MysqlLock, withLock } from './lock.ts';
import { Pool } from './pool.ts';
import { MysqlSession } from './session.ts';
import { MysqlSql } from './sql.ts';

/** Seconds to wait for another process that migrates. */
const EXCLUSIVE_WITHIN = 60;

/** A database on a MySQL or MariaDB server. */
export class MysqlStore implements Store {
  readonly sql: MysqlSql;
  readonly sequelize: Sequelize;
  readonly lock: NodeLock;
  readonly #pool: Pool;
  readonly #address: Address;
  readonly #options: StoreOptions;

  constructor(url: string, options: StoreOptions) {
    const { deadline, connections, onStatement } = options;
    this.#options = options;
    this.#address = readAddress(url);
    this.#pool = new Pool(this.#address, { connections, deadline });
    this.sql = new MysqlSql({ pool: this.#pool, connections, deadline, onStatement });
    this.lock = new MysqlLock(this.#address);
    this.sequelize = this.#createSequelize();
  }

  get name(): string {
    return describeAddress(this.#address);
  }

  async connect(): Promise<void> {
    try {
      await this.ping();
    } catch (error) {
      throw explain(this.#address, error);
    }
  }

  async ping(): Promise<void> {
    await this.sql.execute('SELECT 1');
  }

  exclusively<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    return withLock(this.#address, 'migrate', {
      within: EXCLUSIVE_WITHIN,
      work: async (connection) => {
        const session = new MysqlSession(connection, { onStatement: (sql, ms) => this.#options.onStatement(sql, ms) });
        for (const sql of SESSION) await session.run(sql);
        return work(session);
      },
    });
  }

  async close(): Promise<void> {
    await this.sequelize.close();
    await this.#pool.close();
  }

  #createSequelize(): Sequelize {
    const { host, port, user, password, database } = this.#address;
    const { deadline, connections, onStatement } = this.#options;
    return new Sequelize(database, user, password, {
      dialect: 'mysql',
      dialectModule: createDialect(deadline),
      dialectOptions: connectionOptions(this.#address),
      host,
      port,
      pool: { max: connections, acquire: deadline },
      retry: { max: 1 },
      define: MODEL_DEFAULTS,
      benchmark: true,
      logging: (sql, ms) => onStatement(sql, ms ?? 0),
      hooks: { afterConnect: (connection) => prepare(connection as Connection) },
    });
  }
}
