import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { limiterOptions, useLimiter } from '../../../engine/memory/counter.ts';
import type { Counter, CounterState, Limit } from '../../../engine/counter.ts';
import type { RedisClient } from './client.ts';
import type { Keys } from './keys.ts';
import type { Link } from './link.ts';

/** Counts in Redis, for all nodes together; each node counts for itself while Redis, or the server of a key, is down. */
export class RedisCounter implements Counter {
  readonly #store: object;
  readonly #keys: Keys;
  readonly #limiters = new Map<string, RateLimiterRedis>();

  constructor(link: Link, keys: Keys) {
    this.#store = storeOf(link);
    this.#keys = keys;
    // A limiter defines its script on the client. A pipeline that is being filled would not know it, and ioredis ends the process over that.
    this.#limiter({ name: 'none', points: 0, window: 0 });
  }

  async use(limit: Limit, key: string, cost = 1): Promise<CounterState> {
    return useLimiter(this.#limiter(limit), key, cost);
  }

  async reset(limit: Limit, key: string): Promise<void> {
    await this.#limiter(limit).delete(key);
  }

  #limiter(limit: Limit): RateLimiterRedis {
    const known = this.#limiters.get(limit.name);
    if (known) return known;
    const options = limiterOptions(limit);
    const limiter = new RateLimiterRedis({
      ...options,
      keyPrefix: this.#keys.limit(limit.name),
      storeClient: this.#store,
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory(options),
    });
    this.#limiters.set(limit.name, limiter);
    return limiter;
  }
}

/** What the library asks of a client, over the link: so a server that is away takes no longer than it may. */
function storeOf(link: Link): object {
  const client = link.client as RedisClient & { rlflxIncr(args: readonly string[]): Promise<unknown> }; // defined by the library
  return {
    get status() {
      return link.reason === undefined ? 'ready' : 'close';
    },
    defineCommand: client.defineCommand.bind(client),
    rlflxIncr: (args: readonly string[]) => link.call(() => client.rlflxIncr(args), 0),
    del: (key: string) => link.call(() => client.del(key), 0),
  };
}
