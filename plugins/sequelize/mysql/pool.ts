import type { Pool as DriverPool, PoolConnection } from 'mysql2/promise';
import { promiseDriver } from './driver.ts';
import type { Connection as CoreConnection } from 'mysql2';
import { SqlError } from '../../../engine/sql.ts';
import { within } from '../../../engine/within.ts';
import type { Address } from './address.ts';
import { connectionOptions, SESSION } from './connect.ts';
import { sqlErrorOf } from './failure.ts';

/** Ms for connections to end politely. */
const END_WITHIN = 1000;

/** Options of the pool. */
export interface PoolOptions {
  readonly connections: number;
  /** Milliseconds to wait for a connection. */
  readonly deadline: number;
}

/** Connections for raw SQL, each with our session settings; what the server's end does to them is mended by the next use. */
export class Pool {
  readonly #pool: DriverPool;
  readonly #open = new Set<CoreConnection>();
  readonly #deadline: number;
  #isClosed = false;

  constructor(address: Address, { connections, deadline }: PoolOptions) {
    this.#deadline = deadline;
    this.#pool = promiseDriver().createPool({ ...connectionOptions(address), connectionLimit: connections, waitForConnections: true });
    this.#pool.on('connection', (connection) => this.#prepare(connection as unknown as CoreConnection));
  }

  /** A connection for the caller to release. Rejects with SqlError `unavailable` at the deadline, and once the pool is closed. */
  async acquire(): Promise<PoolConnection> {
    if (this.#isClosed) throw new SqlError('unavailable', 'the store is closed');
    const coming = this.#pool.getConnection();
    try {
      return await within(this.#deadline, coming, () => new SqlError('unavailable', `no connection within ${this.#deadline} ms`));
    } catch (error) {
      coming.then((connection) => connection.release()).catch(() => undefined); // nobody waits for it any more
      throw sqlErrorOf(error);
    }
  }

  /** Ends every connection, by force where the server does not answer. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const force = setTimeout(() => {
      for (const connection of this.#open) connection.destroy();
    }, END_WITHIN);
    const forced = new Promise((resolve) => setTimeout(resolve, END_WITHIN + 1).unref());
    await Promise.race([this.#pool.end().catch(() => undefined), forced]); // lost connections have ended
    clearTimeout(force);
  }

  /** The settings go out before the statement that the connection was opened for. */
  #prepare(connection: CoreConnection): void {
    this.#open.add(connection);
    connection.once('end', () => this.#open.delete(connection));
    for (const sql of SESSION) {
      connection.query(sql, (error) => {
        if (error) connection.destroy();
      });
    }
  }
}
