import { Worker } from 'node:worker_threads';
import { SqlError } from '../../../engine/sql.ts';
import { BlobPacker, unpackBlobs } from './blobs.ts';
import { toParams, type Bindings } from './cells.ts';
import { DIED, sqlErrorOf } from './failure.ts';
import { CLOSE, OPEN, RUN, RUN_INSIDE, STOP, type Answers, type Cell, type Op, type Request, type Requests } from './wire.ts';

/** What a statement did; `cells` are row after row of `columns`. */
export interface Outcome {
  readonly changes: number;
  /** Number of the last row inserted into a table that numbers its rows, else 0. */
  readonly lastId: number;
  readonly columns: readonly string[] | null;
  readonly cells: readonly Cell[];
}

/** Options of the channel. */
export interface ChannelOptions {
  /** Milliseconds that a statement waits for a lock before it fails as `busy`. */
  readonly patience: number;
  /** Told how long each statement ran, in ms; that it waited for others is not its time. */
  readonly onStatement?: (sql: string, ms: number) => void;
}

/** What to ask over a connection. */
export interface Call {
  readonly op: Op;
  readonly sql?: string;
  readonly params?: Bindings | undefined;
}

interface Pending {
  readonly sql: string;
  resolve(outcome: Outcome): void;
  reject(error: SqlError): void;
}

/** Ms in which a worker that has just died is not started again. */
const REST = 1000;

/**
 * The main thread's end of the SQLite worker. Requests of one loop turn cross in one message and so do their answers. When the worker
 * dies, what waits for it fails as `unavailable` and the next request starts another; open transactions are lost with it.
 */
export class Channel {
  /** Statements sent since the start. */
  statements = 0;
  readonly #options: ChannelOptions;
  readonly #opens = new Map<number, Request>();
  readonly #pending = new Map<number, Pending>();
  readonly #onDeath: (() => void)[] = [];
  #queue: Request[] = [];
  #worker: Worker | undefined;
  #startedAt = -Infinity;
  #next = 1;
  #isClosed = false;

  constructor(options: ChannelOptions) {
    this.#options = options;
  }

  /** The worker thread that runs now, for metrics and for tests that end it. */
  get worker(): Worker | undefined {
    return this.#worker;
  }

  /** A connection of its own to a file, with pragmas that it begins with; the worker opens it for the first statement. */
  connect(file: string, pragmas: readonly string[]): Link {
    const connection = this.#next++;
    const open: Request = [0, connection, OPEN, file, [...pragmas], 0];
    this.#opens.set(connection, open);
    if (this.#worker) this.#enqueue(open); // else a new worker is told of all
    return new Link(this, connection);
  }

  /** Calls back after the worker died, with all that it held. */
  onDeath(listener: () => void): void {
    this.#onDeath.push(listener);
  }

  /** Sends one request over a connection. Rejects with SqlError. */
  request(connection: number, { op, sql = '', params }: Call): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#start();
      const id = this.#next++;
      this.#enqueue([id, connection, op, sql, toParams(params), Date.now() + this.#options.patience]);
      this.#pending.set(id, { sql, resolve, reject });
      if (op === CLOSE) this.#opens.delete(connection);
      else this.statements += 1;
    });
  }

  /** Ends the worker after what was sent; later requests fail as `unavailable`. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const worker = this.#worker;
    if (!worker) return;
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    this.#enqueue([STOP, 0, CLOSE, '', [], 0]);
    await exited;
  }

  #enqueue(request: Request): void {
    if (this.#queue.push(request) === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    const requests = this.#queue;
    this.#queue = [];
    if (this.#worker) post(this.#worker, requests);
  }

  #start(): void {
    if (this.#isClosed) throw new SqlError('unavailable', 'the store is closed');
    if (this.#worker) return;
    if (performance.now() - this.#startedAt < REST) throw new SqlError('unavailable', 'the SQLite worker has just died');
    this.#startedAt = performance.now();
    const worker = (this.#worker = startWorker());
    worker.on('message', (answers: Answers) => this.#receive(answers));
    worker.once('error', (error) => this.#bury(worker, error));
    worker.once('exit', () => this.#bury(worker));
    post(worker, [...this.#opens.values()]);
  }

  #receive({ answers, blobs }: Answers): void {
    if (blobs) unpackBlobs(blobs, (index) => answers[index]?.[5] ?? []);
    for (const [id, failure, changes, lastId, columns, cells, ms] of answers) {
      const pending = this.#pending.get(id);
      if (!pending) continue;
      this.#pending.delete(id);
      this.#options.onStatement?.(pending.sql, ms);
      if (failure) pending.reject(sqlErrorOf(failure));
      else pending.resolve({ changes, lastId, columns, cells });
    }
  }

  #bury(worker: Worker, cause?: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#queue = [];
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    const message = `the SQLite worker died${cause ? `: ${cause.message}` : ''}`;
    for (const pending of lost) pending.reject(sqlErrorOf({ code: DIED, message }));
    if (!this.#isClosed) for (const listener of this.#onDeath) listener();
  }
}

/** One connection of the worker, as its owner holds it. */
export class Link {
  readonly #channel: Channel;
  readonly #connection: number;

  constructor(channel: Channel, connection: number) {
    this.#channel = channel;
    this.#connection = connection;
  }

  /** Runs a statement after those sent before. */
  run(sql: string, params?: Bindings): Promise<Outcome> {
    return this.#channel.request(this.#connection, { op: RUN, sql, params });
  }

  /** Runs a statement of the open transaction; fails when that is gone. */
  runInside(sql: string, params?: Bindings): Promise<Outcome> {
    return this.#channel.request(this.#connection, { op: RUN_INSIDE, sql, params });
  }

  async close(): Promise<void> {
    await this.#channel.request(this.#connection, { op: CLOSE });
  }
}

function post(worker: Worker, requests: Request[]): void {
  const packer = new BlobPacker();
  for (const [index, request] of requests.entries()) if (Array.isArray(request[4])) packer.take(request[4], index);
  const message: Requests = { requests, blobs: packer.pack() };
  worker.postMessage(message, []);
}

/** From a build the worker is plain JavaScript; from source tsx has to be told within the thread, since Node 20 does not pass loaders on. */
function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./worker.js', import.meta.url));
  const [tsx, file] = [import.meta.resolve('tsx/esm/api'), new URL('./worker.ts', import.meta.url).href].map((url) => JSON.stringify(url));
  return new Worker(`import(${tsx}).then(({ register }) => { register(); return import(${file}); })`, { eval: true });
}
