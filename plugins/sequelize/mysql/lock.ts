import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { promiseDriver } from './driver.ts';
import type { NodeLock } from '../store.ts';
import type { Address } from './address.ts';
import { connectionOptions } from './connect.ts';

/** Seconds to wait for a process that is just ending. */
const GRACE = 3;
/** Ms between two signs of life. */
const PING = 10_000;
/** Ms for the answer to one. */
const PONG = 5000;
/** Seconds after which the server gives the lock of a silent connection free. */
const SILENCE = 60;
/** Ms between two tries to get it back. */
const INTERVAL = 500;

/** The right of one process to the store: a named lock of the server, which ends with the connection that holds it. */
export class MysqlLock implements NodeLock {
  readonly #address: Address;
  readonly #name: string;
  #connection: Connection | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** The server's number of the connection that we gave up, while the server may not know that it is gone. */
  #formerId: number | undefined;
  #isWanted = false;

  constructor(address: Address) {
    this.#address = address;
    this.#name = lockName('node', address.database);
  }

  async acquire(onLost: () => void): Promise<boolean> {
    this.#isWanted = true;
    this.#isWanted = await this.#take(onLost);
    return this.#isWanted;
  }

  release(): Promise<void> {
    this.#isWanted = false;
    clearTimeout(this.#timer);
    this.#connection?.destroy();
    this.#connection = undefined;
    return Promise.resolve();
  }

  async #take(onLost: () => void): Promise<boolean> {
    const connection = await open(this.#address);
    try {
      await connection.query(`SET SESSION wait_timeout = ${SILENCE}`);
      if (!(await getLock(connection, this.#name, GRACE))) {
        await this.#assertForeign(connection);
        connection.destroy();
        return false;
      }
    } catch (error) {
      connection.destroy();
      throw error;
    }
    if (this.#isWanted) this.#hold(connection, onLost);
    else connection.destroy();
    return true;
  }

  /** Throws when the holder is our own former connection: the server will notice its end. */
  async #assertForeign(connection: Connection): Promise<void> {
    const holder = await ask(connection, 'SELECT IS_USED_LOCK(?) AS answer', [this.#name]);
    if (holder !== null && holder === this.#formerId) throw new Error('our former connection still holds the lock');
  }

  #hold(connection: Connection, onLost: () => void): void {
    this.#connection = connection;
    this.#formerId = undefined;
    connection.on('error', () => void this.#regain(connection, onLost)); // tells by onLost
    connection.on('end', () => void this.#regain(connection, onLost));
    this.#ping(connection, onLost);
  }

  #ping(connection: Connection, onLost: () => void): void {
    this.#timer = setTimeout(() => {
      connection
        .query({ sql: 'SELECT 1', timeout: PONG })
        .then(() => this.#ping(connection, onLost))
        .catch(() => {
          this.#formerId = connection.threadId;
          return this.#regain(connection, onLost);
        });
    }, PING).unref();
  }

  async #regain(lost: Connection, onLost: () => void): Promise<void> {
    if (this.#connection !== lost) return;
    this.#connection = undefined;
    clearTimeout(this.#timer);
    lost.destroy();
    while (this.#isWanted) {
      try {
        if (!(await this.#take(onLost))) onLost();
        return;
      } catch {
        await sleep(INTERVAL); // the server is not up again yet
      }
    }
  }
}

/** What to do under a lock, and how many seconds to wait for it. */
export interface LockTask<T> {
  readonly within: number;
  readonly work: (connection: Connection) => Promise<T>;
}

/** Runs work on a connection of its own while no other process holds the lock of that purpose. */
export async function withLock<T>(address: Address, purpose: string, { within, work }: LockTask<T>): Promise<T> {
  const connection = await open(address);
  try {
    const name = lockName(purpose, address.database);
    if (!(await getLock(connection, name, within))) throw new Error(`another process holds the lock ${name} for more than ${within} s`);
    return await work(connection);
  } finally {
    connection.destroy(); // the lock goes with it
  }
}

async function open(address: Address): Promise<Connection> {
  const connection = await promiseDriver().createConnection(connectionOptions(address));
  connection.on('error', () => undefined); // the statement under way tells, or the next
  return connection;
}

/** Locks are the server's, not the database's. */
function lockName(purpose: string, database: string): string {
  return `foyer_${purpose}_${createHash('sha256').update(database).digest('hex').slice(0, 16)}`;
}

async function getLock(connection: Connection, name: string, within: number): Promise<boolean> {
  return (await ask(connection, 'SELECT GET_LOCK(?, ?) AS answer', [name, within])) === 1;
}

async function ask(connection: Connection, sql: string, values: (string | number)[]): Promise<unknown> {
  const [rows] = await connection.query<RowDataPacket[]>({ sql, values });
  return rows[0]?.['answer'] as unknown;
}
