import type { Cluster, Redis } from 'ioredis';
import type { Warn } from '../../../engine/dispatch.ts';
import { isSingle } from './client.ts';
import type { Link } from './link.ts';
import { masterOf } from './masters.ts';
import { readServer } from './server-info.ts';
import { Subscription, type SubscriptionOptions } from './subscription.ts';

/** What to subscribe to, and whom to tell. */
export interface SubscriberOptions {
  readonly channels: readonly string[];
  readonly timeout: number;
  readonly warn: Warn;
  readonly onText: (text: string) => void;
  readonly onGap: () => void;
}

/** A connection that a Subscription looks after: it does not connect again by itself, and starts with no channel. */
const LOOKED_AFTER = {
  autoResubscribe: false,
  enableAutoPipelining: false,
  lazyConnect: false,
  readOnly: false,
  retryStrategy: null,
} as const;

/** The channels of a node: on one server over one connection, on a cluster over one for each, since each lives on a server of its own. */
export class Subscriber {
  readonly #subscriptions: readonly Subscription[];

  constructor(link: Link, { channels, ...options }: SubscriberOptions) {
    const { client } = link;
    const ways = isSingle(client) ? [onServer(link, client, channels)] : channels.map((channel) => onCluster(client, channel));
    this.#subscriptions = ways.map((way) => new Subscription({ ...options, ...way }));
    link.onOpen(() => this.#check());
  }

  /** Resolves when the channels are subscribed; rejects with EngineUnavailable when that takes too long. */
  async start(): Promise<void> {
    await Promise.all(this.#subscriptions.map((subscription) => subscription.start()));
  }

  close(): void {
    for (const subscription of this.#subscriptions) subscription.close();
  }

  #check(): void {
    for (const subscription of this.#subscriptions) subscription.check();
  }
}

type Way = Pick<SubscriptionOptions, 'channels' | 'connect' | 'verify'>;

/** To the address of the commands' connection, and to the same process: after a failover an old connection may still lead to the old master. */
function onServer(link: Link, client: Redis, channels: readonly string[]): Way {
  return {
    channels,
    connect: () => Promise.resolve(client.duplicate(LOOKED_AFTER)),
    async verify(connection, isFresh) {
      const { generation } = readServer(await connection.info('server'));
      if (generation === link.generation) return;
      if (isFresh) link.renew(); // the address leads here now
      throw new Error('messages and commands lead to different servers');
    },
  };
}

/** To the master of the channel; the server itself refuses a channel that is not its own. */
function onCluster(client: Cluster, channel: string): Way {
  return {
    channels: [channel],
    async connect() {
      await refreshSlots(client);
      const name = masterOf(client, channel);
      const master = client.nodes('master').find(({ options }) => `${options.host}:${options.port}` === name);
      if (!master) throw new Error(`no server serves the channel ${channel}`);
      return master.duplicate(LOOKED_AFTER);
    },
    verify: () => Promise.resolve(),
  };
}

/** Where it fails the client goes on with what it knew. */
function refreshSlots(client: Cluster): Promise<void> {
  return new Promise((resolve) => client.refreshSlotsCache(() => resolve()));
}
