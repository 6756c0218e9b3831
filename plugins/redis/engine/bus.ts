import { dispatch, type Warn } from '../../../engine/dispatch.ts';
import type { Bus, BusListener, BusMessage } from '../../../engine/bus.ts';
import type { Keys } from './keys.ts';
import type { Link } from './link.ts';
import { Outgoing, parsePacket, type Packet } from './packet.ts';
import { Subscriber } from './subscriber.ts';

/** What the bus stands on. */
export interface RedisBusOptions {
  readonly link: Link;
  readonly keys: Keys;
  /** ms that `listen` waits, and the time between two checks of the subscribed connection. */
  readonly timeout: number;
  readonly warn: Warn;
}

/** Sharded pub/sub, a channel per node and one for all. What is for this node itself never travels. */
export class RedisBus implements Bus {
  readonly #options: RedisBusOptions;
  readonly #gapListeners: (() => void)[] = [];
  #subscriber: Subscriber | undefined;
  #node = '';
  #listener: BusListener = () => undefined;
  readonly #outgoing = new Map<string, Outgoing>();
  /** By channel, until what was given so far is with Redis. */
  readonly #publishing = new Map<string, Promise<void>>();
  #own: BusMessage[] = [];
  #scheduled = false;
  #isLosing = false;

  constructor(options: RedisBusOptions) {
    this.#options = options;
  }

  async listen(node: string, listener: BusListener): Promise<void> {
    if (this.#subscriber) throw new Error(`the bus listens for node ${this.#node} already`);
    const { link, keys, timeout, warn } = this.#options;
    this.#node = node;
    this.#listener = listener;
    this.#subscriber = new Subscriber(link, {
      channels: [keys.bus(node), keys.busAll],
      timeout,
      warn,
      onText: (text) => this.#receive(text),
      onGap: () => this.#gapListeners.forEach((tell) => tell()),
    });
    await this.#subscriber.start();
  }

  send(node: string, message: BusMessage): void {
    if (node === this.#node) this.#own.push(message);
    else this.#queue(this.#options.keys.bus(node), message);
    this.#schedule();
  }

  broadcast(message: BusMessage): void {
    this.#own.push(message);
    this.#queue(this.#options.keys.busAll, message);
    this.#schedule();
  }

  onGap(listener: () => void): void {
    this.#gapListeners.push(listener);
  }

  /** Ends the subscription, and resolves when what was said before is with Redis, or lost with its connection. */
  async close(): Promise<void> {
    this.#subscriber?.close();
    if (this.#scheduled) this.#flush();
    await Promise.all(this.#publishing.values());
  }

  #queue(channel: string, message: BusMessage): void {
    const outgoing = this.#outgoing.get(channel) ?? new Outgoing();
    this.#outgoing.set(channel, outgoing);
    outgoing.add(message);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      if (this.#scheduled) this.#flush(); // the end may have come before
    });
  }

  #flush(): void {
    const own = this.#own;
    this.#own = [];
    this.#scheduled = false;
    for (const channel of this.#outgoing.keys()) this.#publishAll(channel);
    dispatch({ listener: this.#listener, warn: this.#options.warn }, own, this.#node);
  }

  /** One publish of a channel after the other: on a cluster one may be sent on to another server, and would come in behind the next. */
  #publishAll(channel: string): void {
    if (!this.#publishing.has(channel)) this.#publishing.set(channel, this.#publishTaken(channel));
  }

  /** Reports its own failures. */
  async #publishTaken(channel: string): Promise<void> {
    for (let next = this.#take(channel); next; next = this.#take(channel)) await this.#publish(channel, next.pack(this.#node));
    this.#publishing.delete(channel);
  }

  #take(channel: string): Outgoing | undefined {
    const outgoing = this.#outgoing.get(channel);
    this.#outgoing.delete(channel);
    return outgoing;
  }

  async #publish(channel: string, text: string): Promise<void> {
    try {
      await this.#options.link.call((_, client) => client.spublish(channel, text), 0);
      this.#isLosing = false;
    } catch (error) {
      if (!this.#isLosing) this.#options.warn('bus messages are lost', error); // once per outage
      this.#isLosing = true;
    }
  }

  #receive(text: string): void {
    const packet = this.#read(text);
    if (!packet || packet.from === this.#node) return;
    dispatch({ listener: this.#listener, warn: this.#options.warn }, packet.messages, packet.from);
  }

  #read(text: string): Packet | undefined {
    const unread = (error: unknown): void => this.#options.warn('a bus message could not be read', error);
    try {
      return parsePacket(text, unread);
    } catch (error) {
      unread(error);
      return undefined;
    }
  }
}
