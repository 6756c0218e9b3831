import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { limiterOptions, useLimiter } from '../../../engine/memory/counter.ts';
import type { Counter, CounterState, Limit } from '../../../engine/counter.ts';
import type { RedisClient } from './client.ts';
import type { Keys } from './keys.ts';

/** Counts in Redis, for all nodes together; each node counts for itself while Redis is down. */
export class RedisCounter implements Counter {
  readonly #client: RedisClient;
  readonly #keys: Keys;
  readonly #limiters = new Map<string, RateLimiterRedis>();

  constructor(client: RedisClient, keys: Keys) {
    this.#client = client;
    this.#keys = keys;
    // A limiter defines its script on the client. A pipeline that is being filled would not know it, and ioredis ends the process over that.
    this.#limiter({ name: 'none', points: 0, window: 0 });
  }

  async use(limit: Limit, key: string): Promise<CounterState> {
    return useLimiter(this.#limiter(limit), key);
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
      storeClient: this.#client,
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory(options),
    });
    this.#limiters.set(limit.name, limiter);
    return limiter;
  }
}
