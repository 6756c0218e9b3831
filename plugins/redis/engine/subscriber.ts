import { EngineUnavailable } from '../../../engine/error.ts';
import type { Warn } from '../../../engine/dispatch.ts';
import type { Cluster, Redis } from 'ioredis';
import type { RedisClient } from './client.ts';

/** What to subscribe to, and whom to tell. */
export interface SubscriberOptions {
  readonly channels: readonly string[];
  /** ms that `start` waits, and the time between two probes. */
  readonly timeout: number;
  readonly warn: Warn;
  readonly onText: (text: string) => void;
  /** Called when the channels are subscribed again after a lost connection. */
  readonly onGap: () => void;
}

/**
 * Sharded subscriptions that come back by themselves. On one server a connection of its own, probed by pings, since a half-open one
 * would stay silent for ever; on a cluster ioredis keeps a connection per master.
 */
export class Subscriber {
  readonly #connection: Redis | Cluster;
  readonly #options: SubscriberOptions;
  #subscribed: () => void = () => undefined;
  #probe: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(client: RedisClient, options: SubscriberOptions) {
    this.#options = options;
    this.#connection = isSingle(client) ? ownConnection(client) : client;
  }

  /** Resolves when the channels are subscribed; rejects with EngineUnavailable when that takes too long. */
  async start(): Promise<void> {
    const connection = this.#connection;
    const first = this.#first();
    connection.on('smessage', (_channel: string, text: string) => this.#options.onText(text));
    connection.on(isSingle(connection) ? 'ready' : 'subscribersReady', () => void this.#subscribe()); // reports its own failure
    if (isSingle(connection)) this.#probe = setInterval(() => void probe(connection), this.#options.timeout).unref();
    else void this.#subscribe();
    await first;
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#probe);
    if (isSingle(this.#connection)) this.#connection.disconnect();
  }

  #first(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new EngineUnavailable('Redis: the bus could not be subscribed')), this.#options.timeout);
      this.#subscribed = () => {
        clearTimeout(timer);
        this.#subscribed = this.#options.onGap;
        resolve();
      };
    });
  }

  /** One by one: on a cluster each channel has a slot, and perhaps a server, of its own. */
  async #subscribe(): Promise<void> {
    try {
      for (const channel of this.#options.channels) await this.#connection.ssubscribe(channel);
      this.#subscribed();
    } catch (error) {
      if (this.#closed) return;
      this.#options.warn('Redis: the bus could not be subscribed, trying again', error);
      if (isSingle(this.#connection) && this.#connection.status === 'ready') this.#connection.disconnect(true);
    }
  }
}

function ownConnection(client: Redis): Redis {
  const connection = client.duplicate({ autoResubscribe: false, enableAutoPipelining: false });
  connection.on('error', () => undefined); // the engine's link meets the same error and reports it
  return connection;
}

/** The client's own time limit ends a connection that does not answer. */
async function probe(connection: Redis): Promise<void> {
  await connection.ping().catch(() => undefined);
}

function isSingle(connection: Redis | Cluster): connection is Redis {
  return !connection.isCluster;
}
