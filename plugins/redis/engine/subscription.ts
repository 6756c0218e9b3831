import { EngineUnavailable } from '../../../engine/error.ts';
import type { Warn } from '../../../engine/dispatch.ts';
import type { Redis } from 'ioredis';
import { retryDelay } from './client.ts';

/** What to subscribe to, where, and whom to tell. */
export interface SubscriptionOptions {
  readonly channels: readonly string[];
  /** A new connection to the server that the channels are published on now; one that does not connect again by itself. */
  readonly connect: () => Promise<Redis>;
  /** Rejects when a connection leads elsewhere than the channels are published; a fresh one was made just now. */
  readonly verify: (connection: Redis, isFresh: boolean) => Promise<void>;
  /** ms that `start` waits, and the time between two checks. */
  readonly timeout: number;
  readonly warn: Warn;
  readonly onText: (text: string) => void;
  /** Called when the channels are subscribed again after a lost connection. */
  readonly onGap: () => void;
}

/**
 * Sharded channels over a connection of their own, which follows the server that they are published on: a connection that ends, falls silent, or
 * leads elsewhere (a failover, a moved slot) gives way to a new one, for ever.
 */
export class Subscription {
  readonly #options: SubscriptionOptions;
  #connection: Redis | undefined;
  #subscribed: () => void = () => undefined;
  #checks: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  #attempts = 0;
  #closed = false;

  constructor(options: SubscriptionOptions) {
    this.#options = options;
  }

  /** Resolves when the channels are subscribed; rejects with EngineUnavailable when that takes too long. */
  async start(): Promise<void> {
    const first = this.#first();
    this.#checks = setInterval(() => this.check(), this.#options.timeout).unref();
    void this.#open(); // reports its own failure
    await first;
  }

  /** Looks whether the connection still leads to where the channels are published, and gives it up if not. */
  check(): void {
    if (this.#connection?.status === 'ready') void this.#subscribe(this.#connection, false); // reports its own failure
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#checks);
    clearTimeout(this.#retry);
    this.#connection?.disconnect();
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

  async #open(): Promise<void> {
    try {
      const connection = await this.#options.connect();
      this.#connection = connection;
      this.#listen(connection);
      if (this.#closed) connection.disconnect();
    } catch (error) {
      this.#report(error);
      this.#openLater();
    }
  }

  #listen(connection: Redis): void {
    connection.on('error', () => undefined); // the engine's link meets the same error and reports it
    connection.on('smessage', (_channel: string, text: string) => this.#options.onText(text));
    connection.on('moved', () => connection.disconnect()); // the slot was: the server has ended the subscription
    connection.on('end', () => this.#openLater());
    connection.on('ready', () => void this.#begin(connection)); // reports its own failure
  }

  async #begin(connection: Redis): Promise<void> {
    if (!(await this.#subscribe(connection, true))) return;
    this.#attempts = 0;
    this.#subscribed();
  }

  /** Subscribes, or finds that it still is; one by one, since on a cluster each channel has a slot of its own. */
  async #subscribe(connection: Redis, isFresh: boolean): Promise<boolean> {
    try {
      await this.#options.verify(connection, isFresh);
      for (const channel of this.#options.channels) await connection.ssubscribe(channel);
      return true;
    } catch (error) {
      this.#report(error);
      connection.disconnect();
      return false;
    }
  }

  #openLater(): void {
    if (this.#closed) return;
    this.#attempts += 1;
    this.#retry = setTimeout(() => void this.#open(), retryDelay(this.#attempts)).unref();
  }

  #report(error: unknown): void {
    if (!this.#closed) this.#options.warn('Redis: the bus could not be subscribed, trying again', error);
  }
}
