import { reasonOf } from '#kernel';
import { EngineUnavailable } from '../../../engine/error.ts';
import type { Warn } from '../../../engine/dispatch.ts';
import type { Engine, EngineHealth } from '../../../engine/engine.ts';
import { printableUrl } from './address.ts';
import { RedisBus } from './bus.ts';
import { createClient, type RedisClient } from './client.ts';
import { RedisCounter } from './counter.ts';
import { Keys } from './keys.ts';
import { Link } from './link.ts';
import { mastersOf, type Master } from './masters.ts';
import { RedisMailbox } from './mailbox.ts';
import { LiveNodes } from './nodes.ts';
import { unusedEpoch } from './unused-epoch.ts';
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

/** ms that a trial push stays. */
const TRIAL_TTL = 60_000;

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
  readonly #keys: Keys;
  readonly #url: string;
  readonly #timeout: number;

  constructor(options: RedisEngineOptions) {
    const { url, prefix = 'chat', timeout = 3000, lease = 10_000, warn } = options;
    const { cap = 2000, roomCap = 500, ttl = 604_800_000 } = options;
    this.#url = printableUrl(url);
    this.#timeout = timeout;
    const share = timeout / 2; // half to wait for a connection, half for the answer
    const keys = new Keys(prefix);
    this.#keys = keys;
    this.client = createClient({ url, silence: share });
    this.#link = new Link(this.client, { keys, hold: share, warn });
    const nodes = new LiveNodes(this.#link, keys, lease);
    const base = { link: this.#link, keys, nodes, ttl };
    this.mailbox = new RedisMailbox({ ...base, cap });
    this.rooms = new RedisRooms({ ...base, keys: keys.rooms, cap: roomCap });
    this.presence = new RedisPresence(base);
    this.bus = new RedisBus({ link: this.#link, keys, timeout, warn });
    this.counter = new RedisCounter(this.#link, keys);
  }

  /** Waits until Redis answers; rejects after `timeout` with one message that names the setting and says what to do. */
  async connect(): Promise<void> {
    try {
      await this.#link.opened(this.#timeout);
    } catch (cause) {
      const mend = 'start Redis there, correct REDIS_URL, or unset it to run one node without Redis';
      throw new EngineUnavailable(`REDIS_URL ${this.#url} can't be used (${reasonOf(cause)}): ${mend}`, cause);
    }
  }

  /** Tries what a send needs, on every server of a cluster: an answer to PING says nothing of that. */
  async health(): Promise<EngineHealth> {
    const { reason } = this.#link;
    if (reason !== undefined) return { ok: false, reason };
    try {
      await Promise.all(mastersOf(this.client).map((master) => this.#tryPush(master)));
      return { ok: true };
    } catch (error) {
      return { ok: false, reason: reasonOf(error) };
    }
  }

  async close(): Promise<void> {
    await this.bus.close();
    this.#link.close();
  }

  async #tryPush({ name, tag }: Master): Promise<void> {
    const { trials } = this.#keys;
    const names = [trials.mailbox(tag), trials.position(tag), trials.route(tag)];
    try {
      await this.#link.call((generation, client) => client.foyerPush(3, ...names, generation, unusedEpoch(), TRIAL_TTL, 1, 1, ''));
    } catch (error) {
      throw new Error(name === '' ? reasonOf(error) : `${name}: ${reasonOf(error)}`, { cause: error });
    }
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
