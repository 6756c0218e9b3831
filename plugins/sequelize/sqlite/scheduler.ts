import { BlobPacker } from './blobs.ts';
import { Connection } from './connection.ts';
import { sparesTransaction } from '../spared.ts';
import { isWorthWaiting, readFailure, sqlErrorOf, type Failure } from './failure.ts';
import { CLOSE, OPEN, type Answer, type Answers, type Request } from './wire.ts';

const MOST_IN_GROUP = 512;
const FIRST_DELAY = 2;
const LONGEST_DELAY = 25;

/**
 * Runs the requests of each connection in order. A statement that finds the database locked is parked together with what follows it on
 * its connection, and tried again when another connection's transaction ends; from a timer too, since the lock may be another process's.
 * Single writes that stand behind each other share one transaction, and are answered after its commit.
 */
export class Scheduler {
  readonly #post: (answers: Answers) => void;
  readonly #connections = new Map<number, Connection>();
  /** In the order in which they began to wait. */
  readonly #parked = new Set<Connection>();
  #answers: Answer[] = [];
  #isFreed = false;
  #timer: NodeJS.Timeout | undefined;
  #delay = FIRST_DELAY;

  constructor(post: (answers: Answers) => void) {
    this.#post = post;
  }

  /** Runs what can be run now, and posts all answers at once. */
  handle(requests: readonly Request[]): void {
    const touched = new Set<Connection>();
    for (const request of requests) {
      const connection = this.#connectionOf(request);
      connection.queue.push(request);
      touched.add(connection);
    }
    for (const connection of touched) if (!this.#parked.has(connection)) this.#drain(connection);
    this.#settle();
  }

  /** Closes every connection; what is parked fails. */
  close(): void {
    clearTimeout(this.#timer);
    for (const connection of this.#parked) for (const [id] of connection.queue) this.#fail(id, { code: 5, message: 'database is locked' });
    for (const connection of this.#connections.values()) connection.close();
    this.#flush();
  }

  #connectionOf([, number, op, file, pragmas]: Request): Connection {
    let connection = this.#connections.get(number);
    if (!connection || op === OPEN) {
      connection = new Connection(file, Array.isArray(pragmas) ? pragmas : []);
      this.#connections.set(number, connection);
    }
    return connection;
  }

  #drain(connection: Connection): void {
    while (connection.queue.length > 0) {
      const wasInTransaction = connection.isInTransaction;
      const isDone = this.#step(connection);
      if (wasInTransaction && !connection.isInTransaction) this.#isFreed = true;
      if (isDone) continue;
      this.#parked.add(connection);
      return;
    }
  }

  /** Answers the first request or requests; false when they must wait. */
  #step(connection: Connection): boolean {
    const grouped = connection.countPlainWrites(MOST_IN_GROUP);
    if (grouped > 1) return this.#runGroup(connection, grouped);
    const [request] = connection.queue;
    if (!request) return true;
    try {
      this.#run(connection, request);
    } catch (error) {
      const failure = readFailure(error);
      if (isWorthWaiting(failure) && Date.now() < request[5]) return false;
      // No transaction outlives its end, nor a failure that SQLite may have answered with a rollback of its own.
      if (/^\s*COMMIT/i.test(request[3]) || !sparesTransaction(sqlErrorOf(failure))) connection.rollback();
      this.#fail(request[0], failure);
    }
    connection.queue.shift();
    return true;
  }

  #run(connection: Connection, [id, number, op, sql, params]: Request): void {
    if (op === CLOSE) {
      connection.close();
      this.#connections.delete(number);
    }
    if (op === CLOSE || op === OPEN) {
      this.#answers.push([id, null, 0, 0, null, [], 0]);
      return;
    }
    const since = performance.now();
    const { changes, lastId, columns, cells, isSchema } = connection.run(sql, params, op);
    if (isSchema) for (const each of this.#connections.values()) each.forget();
    this.#answers.push([id, null, changes, lastId, columns, cells, performance.now() - since]);
  }

  #runGroup(connection: Connection, size: number): boolean {
    const first = this.#answers.length;
    try {
      connection.run('BEGIN IMMEDIATE');
      for (const request of connection.queue.slice(0, size)) this.#runMember(connection, request);
      this.#commit(connection);
    } catch (error) {
      this.#answers.length = first; // none of them is stored
      connection.rollback();
      const failure = readFailure(error);
      if (!isWorthWaiting(failure)) for (const [id] of connection.queue.splice(0, size)) this.#fail(id, failure);
      else if (!this.#failOverdue(connection, failure)) return false;
      return true;
    }
    connection.queue.splice(0, size);
    return true;
  }

  /** The last of a group takes the time of the commit. */
  #commit(connection: Connection): void {
    const since = performance.now();
    connection.run('COMMIT');
    const last = this.#answers.at(-1);
    if (last) last[6] += performance.now() - since;
  }

  /** A statement of a group fails alone, unless its failure ended the transaction for all. */
  #runMember(connection: Connection, request: Request): void {
    try {
      this.#run(connection, request);
    } catch (error) {
      if (!connection.isInTransaction) throw error;
      this.#fail(request[0], readFailure(error));
    }
  }

  /** Whether the first request of a connection had waited long enough. */
  #failOverdue(connection: Connection, failure: Failure): boolean {
    const [request] = connection.queue;
    if (!request || Date.now() < request[5]) return false;
    this.#fail(request[0], failure);
    connection.queue.shift();
    return true;
  }

  #fail(id: number, failure: Failure): void {
    this.#answers.push([id, failure, 0, 0, null, [], 0]);
  }

  /** Lets the parked try again as often as a transaction ended, then posts. */
  #settle(): void {
    while (this.#isFreed && this.#parked.size > 0) {
      this.#isFreed = false;
      const waiting = [...this.#parked];
      this.#parked.clear();
      for (const connection of waiting) this.#drain(connection);
    }
    this.#isFreed = false;
    this.#flush();
    this.#wait();
  }

  #wait(): void {
    if (this.#parked.size === 0) this.#delay = FIRST_DELAY;
    if (this.#parked.size === 0 || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#delay = Math.min(this.#delay * 1.5, LONGEST_DELAY);
      this.#isFreed = true;
      this.#settle();
    }, this.#delay);
  }

  #flush(): void {
    if (this.#answers.length === 0) return;
    const answers = this.#answers;
    this.#answers = [];
    const packer = new BlobPacker();
    for (const [index, answer] of answers.entries()) packer.take(answer[5], index);
    this.#post({ answers, blobs: packer.pack() });
  }
}
