import { EngineUnavailable } from '../../../engine/error.ts';
import type { Warn } from '../../../engine/dispatch.ts';
import type { Engine, EngineHealth } from '../../../engine/engine.ts';
import { RedisBus } from './bus.ts';
import { createClient, printableUrl, type RedisClient } from './client.ts';
import { RedisCounter } from './counter.ts';
import { Keys } from './keys.ts';
import { Link } from './link.ts';
import { RedisMailbox } from './mailbox.ts';
import { LiveNodes } from './nodes.ts';
import { RedisPresence } from './presence.ts';
import { RedisRooms } from './rooms.ts';

/** Where Redis is, and the engine's limits; all times in ms. */
export interface RedisEngineOptions {
  readonly url: string;
  /** Begins every key and channel; default `chat`. */
  readonly prefix?: string;
  /** A call that can't be served within this is refused; default 3000. */
  readonly timeout?: number;
  /** Entries kept per user; default 2000. */
  readonly cap?: number;
  /** Entries kept per room; default 500. */
  readonly roomCap?: number;
  /** How long mailboxes, rooms and routes that nobody touches are kept; default 7 days. */
  readonly ttl?: number;
  /** How long a node counts as alive after its last renewal; default 10 s. */
  readonly lease?: number;
  /** Gets what goes wrong in the background. */
  readonly warn: Warn;
}

/** Several nodes on one Redis (7 or newer), or on a Redis Cluster. */
export class RedisEngine implements Engine {
  readonly kind = 'redis';
  readonly client: RedisClient;
  readonly mailbox: RedisMailbox;
  readonly rooms: RedisRooms;
  readonly presence: RedisPresence;
  readonly bus: RedisBus;
  readonly counter: RedisCounter;
  readonly #link: Link;
  readonly #url: string;
  readonly #timeout: number;

  constructor(options: RedisEngineOptions) {
    const { url, prefix = 'chat', timeout = 3000, lease = 10_000, warn } = options;
    const { cap = 2000, roomCap = 500, ttl = 604_800_000 } = options;
    this.#url = printableUrl(url);
    this.#timeout = timeout;
    const share = timeout / 2; // half to wait for a connection, half for the answer
    const keys = new Keys(prefix);
    this.client = createClient({ url, silence: share });
    this.#link = new Link(this.client, { hold: share, warn });
    const nodes = new LiveNodes(this.#link, keys, lease);
    const base = { link: this.#link, keys, nodes, ttl };
    this.mailbox = new RedisMailbox({ ...base, cap });
    this.rooms = new RedisRooms({ ...base, keys: keys.rooms, cap: roomCap });
    this.presence = new RedisPresence(base);
    this.bus = new RedisBus({ client: this.client, keys, timeout, warn });
    this.counter = new RedisCounter(this.client, keys);
  }

  /** Waits until Redis answers; rejects after `timeout` with one message that names the setting and says what to do. */
  async connect(): Promise<void> {
    try {
      await this.#link.opened(this.#timeout);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const mend = 'start Redis there, correct REDIS_URL, or unset it to run one node without Redis';
      throw new EngineUnavailable(`REDIS_URL ${this.#url} can't be used (${reason}): ${mend}`, cause);
    }
  }

  async health(): Promise<EngineHealth> {
    const { reason } = this.#link;
    if (reason !== undefined) return { ok: false, reason };
    try {
      await this.#link.call((_, client) => client.ping());
      return { ok: true };
    } catch (error) {
      return { ok: false, reason: error instanceof Error ? error.message : String(error) };
    }
  }

  close(): Promise<void> {
    this.bus.close();
    this.#link.close();
    return Promise.resolve();
  }
}

/** A connected engine; what `connect` rejects with when there is no Redis. */
export async function createRedisEngine(options: RedisEngineOptions): Promise<RedisEngine> {
  const engine = new RedisEngine(options);
  try {
    await engine.connect();
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}
