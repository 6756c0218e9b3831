import { EngineUnavailable } from '../../../engine/error.ts';
import type { Warn } from '../../../engine/dispatch.ts';
import type { RedisClient } from './client.ts';

/** What a link needs beside its client. */
export interface LinkOptions {
  /** ms that a call waits for a connection that is down; then it is refused. */
  readonly hold: number;
  readonly warn: Warn;
}

/** The oldest Redis with sharded pub/sub. */
const OLDEST = 7;

type Waiter = (outcome: string | Error) => void;

/**
 * The way to Redis: knows whether it is open, and to which process it leads. The `generation` is the run_id of the server behind
 * the connection, known before the first command and void as soon as the connection ends; on a cluster it is '', since a
 * key's server may change under us, and the scripts ask for themselves.
 */
export class Link {
  readonly client: RedisClient;
  readonly #options: LinkOptions;
  readonly #waiting = new Set<Waiter>();
  #generation: string | undefined;
  #error: Error | undefined;
  #closed = false;

  constructor(client: RedisClient, options: LinkOptions) {
    this.client = client;
    this.#options = options;
    client.on('ready', () => void this.#identify()); // reports its own failure
    client.on('close', () => this.#lose());
    client.on('error', (error: Error) => (this.#error = error));
    client.on('node error', (error: Error) => (this.#error = error));
  }

  /** Why Redis does not answer; undefined while the connection is open. */
  get reason(): string | undefined {
    if (this.#generation !== undefined) return undefined;
    return this.#error?.message || 'not connected';
  }

  /** Waits until the connection is open, at most `within` ms; resolves to the generation. */
  opened(within: number): Promise<string> {
    if (this.#generation !== undefined && this.client.status === 'ready') return Promise.resolve(this.#generation);
    if (this.#closed) return Promise.reject(new EngineUnavailable('Redis: the engine is closed'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => waiter(new EngineUnavailable(`Redis: ${this.reason}`, this.#error)), within);
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
   * Runs commands when the connection is open. Rejects with EngineUnavailable after at most `hold` plus the client's own time limit,
   * also when the connection changed meanwhile: the answer might then belong to another process than the generation says.
   */
  async call<T>(work: (generation: string, client: RedisClient) => Promise<T>): Promise<T> {
    const generation = await this.opened(this.#options.hold);
    let answer: T;
    try {
      answer = await work(generation, this.client);
    } catch (error) {
      throw new EngineUnavailable(`Redis: ${messageOf(error)}`, error);
    }
    if (this.#generation !== generation) throw new EngineUnavailable('Redis: the connection changed during the call');
    return answer;
  }

  /** Ends the connection for good; who waits is refused. */
  close(): void {
    this.#closed = true;
    this.client.disconnect();
    this.#refuse(new EngineUnavailable('Redis: the engine is closed'));
  }

  async #identify(): Promise<void> {
    try {
      const server = readServer(await this.client.info('server'));
      if (server.major < OLDEST) throw new Error(`version ${server.version} is too old: ${OLDEST}.0 or newer is needed`);
      if (this.client.status === 'ready') this.#open(this.client.isCluster ? '' : server.runId.slice(0, 12));
    } catch (error) {
      this.#error = error instanceof Error ? error : new Error(String(error));
      if (this.client.status === 'ready') this.client.disconnect(!this.#closed); // true: and connect again
    }
  }

  #open(generation: string): void {
    if (this.#error) this.#options.warn('Redis: connected again');
    this.#generation = generation;
    this.#error = undefined;
    for (const waiter of this.#waiting) waiter(generation);
  }

  #lose(): void {
    if (this.#generation === undefined) return;
    this.#generation = undefined;
    if (this.#closed) return;
    this.#error ??= new Error('the connection was lost');
    this.#options.warn('Redis: connection lost', this.#error);
  }

  #refuse(error: Error): void {
    for (const waiter of this.#waiting) waiter(error);
  }
}

/** Reads what we need of `INFO server`. */
export function readServer(info: string): { runId: string; version: string; major: number } {
  const runId = /^run_id:(\w+)/m.exec(info)?.[1];
  const version = /^redis_version:(\S+)/m.exec(info)?.[1];
  if (!runId || !version) throw new Error('the server does not tell its run_id and version: allow INFO for this user');
  return { runId, version, major: Number.parseInt(version, 10) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
