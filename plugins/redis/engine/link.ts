import { reasonOf } from '#kernel';
import { EngineUnavailable } from '../../../engine/error.ts';
import type { Warn } from '../../../engine/dispatch.ts';
import { within } from '../../../engine/within.ts';
import { isSingle, type RedisClient } from './client.ts';
import { JoinedWrites } from './joined-writes.ts';
import type { Keys } from './keys.ts';
import { assertRights, isRefusal } from './rights.ts';
import { assertUsable, readServer, Unusable } from './server-info.ts';

/** What a link needs beside its client. */
export interface LinkOptions {
  readonly keys: Keys;
  /** ms that a call waits for a connection that is down; then it is refused. On a cluster also ms that it waits for its answer. */
  readonly hold: number;
  readonly warn: Warn;
}

type Waiter = (outcome: string | Error) => void;
type Work<T> = (generation: string, client: RedisClient) => Promise<T>;

/**
 * The way to Redis: knows whether it is open, and to which process it leads. The `generation` is the run_id of the server behind
 * the connection, known before the first command and void as soon as the connection ends; on a cluster it is '', since a
 * key's server may change under us, and the scripts ask for themselves.
 */
export class Link {
  readonly client: RedisClient;
  readonly #options: LinkOptions;
  readonly #waiting = new Set<Waiter>();
  readonly #openListeners: (() => void)[] = [];
  /** Of a cluster. */
  readonly #writes: JoinedWrites | undefined;
  #generation: string | undefined;
  #error: Error | undefined;
  #closed = false;

  constructor(client: RedisClient, options: LinkOptions) {
    this.client = client;
    this.#options = options;
    this.#writes = isSingle(client) ? undefined : new JoinedWrites(client);
    client.on('ready', () => void this.#identify()); // reports its own failure
    client.on('close', () => this.#lose());
    client.on('error', (error: Error) => (this.#error = withReason(error)));
    client.on('node error', (error: Error) => this.#noteNode(error));
  }

  /** The process that the connection leads to; undefined while it is down. */
  get generation(): string | undefined {
    return this.#generation;
  }

  /** Why Redis does not answer; undefined while the connection is open. */
  get reason(): string | undefined {
    if (this.#generation !== undefined) return undefined;
    const unknown = isSingle(this.client) ? 'not connected' : 'no server of the cluster answers, or CLUSTER INFO says that it is down';
    return this.#error?.message || unknown;
  }

  /** Called each time the connection is open again. */
  onOpen(listener: () => void): void {
    this.#openListeners.push(listener);
  }

  /** Waits until the connection is open, at most `hold` ms; resolves to the generation. */
  opened(hold: number): Promise<string> {
    if (this.#generation !== undefined && this.client.status === 'ready') return Promise.resolve(this.#generation);
    if (this.#closed) return Promise.reject(new EngineUnavailable('Redis: the engine is closed'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => waiter(new EngineUnavailable(`Redis: ${this.reason}`, this.#error)), hold);
      const waiter: Waiter = (outcome) => {
        clearTimeout(timer);
        this.#waiting.delete(waiter);
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      };
      this.#waiting.add(waiter);
    });
  }

  /**
   * Runs commands when the connection is open; `hold` 0 does not wait for it. Rejects with EngineUnavailable after at most `hold` plus the
   * client's own time limit, also when the connection changed meanwhile: the answer might then belong to another process than the generation says.
   */
  async call<T>(work: Work<T>, hold = this.#options.hold): Promise<T> {
    const generation = await this.opened(hold);
    let answer: T;
    try {
      answer = await this.#run(work, generation);
    } catch (error) {
      throw new EngineUnavailable(`Redis: ${await this.#explain(error)}`, error);
    }
    if (this.#generation !== generation) throw new EngineUnavailable('Redis: the connection changed during the call');
    return answer;
  }

  /** Ends the connection and connects again: it leads to another server than it should. */
  renew(): void {
    if (!this.#closed) this.client.disconnect(true);
  }

  /** Ends the connection for good; who waits is refused. */
  close(): void {
    this.#closed = true;
    this.client.disconnect();
    this.#refuse(new EngineUnavailable('Redis: the engine is closed'));
  }

  /** One server's connection has a time limit of its own; a cluster's client tries for longer than anybody waits. */
  #run<T>(work: Work<T>, generation: string): Promise<T> {
    if (!this.#writes) return work(generation, this.client);
    this.#writes.hold();
    const { hold } = this.#options;
    return within(hold, work(generation, this.client), () => new Error(`no answer within ${hold} ms`));
  }

  async #identify(): Promise<void> {
    try {
      const server = readServer(await this.client.info('server'));
      assertUsable(server, this.client);
      await assertRights(this.client, this.#options.keys);
      if (this.client.status === 'ready') this.#open(isSingle(this.client) ? server.generation : '');
    } catch (error) {
      this.#error = error instanceof Error ? error : new Error(String(error));
      const { message } = this.#error;
      if (error instanceof Unusable || isRefusal(message)) this.#refuse(new EngineUnavailable(`Redis: ${message}`, error));
      if (this.client.status === 'ready') this.client.disconnect(!this.#closed); // true: and connect again
    }
  }

  #open(generation: string): void {
    if (this.#error) this.#options.warn('Redis: connected again');
    this.#generation = generation;
    this.#error = undefined;
    for (const waiter of this.#waiting) waiter(generation);
    for (const listener of this.#openListeners) listener();
  }

  #lose(): void {
    if (this.#generation === undefined) return;
    this.#generation = undefined;
    if (this.#closed) return;
    this.#error ??= new Error('the connection was lost');
    this.#options.warn('Redis: connection lost', this.#error);
  }

  /** While the others serve their part, one server of a cluster that is away is no reason for the whole. */
  #noteNode(error: Error): void {
    if (this.#generation === undefined) this.#error = error;
  }

  /** Redis does not say which command of a script it refused. */
  async #explain(error: unknown): Promise<string> {
    const message = reasonOf(error);
    if (!isRefusal(message)) return message;
    return assertRights(this.client, this.#options.keys).then(() => message, reasonOf);
  }

  #refuse(error: Error): void {
    for (const waiter of this.#waiting) waiter(error);
  }
}

/** Where no server of a cluster can be asked, what the last of them said. */
function withReason(error: Error & { readonly lastNodeError?: unknown }): Error {
  return error.lastNodeError instanceof Error ? new Error(`${error.message} ${error.lastNodeError.message}`, { cause: error }) : error;
}
