import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Counter, CounterState, Limit } from '../counter.ts';

/** Counts within this process: of a single node, and of each node while Redis is down. */
export class MemoryCounter implements Counter {
  readonly #limiters = new Map<string, RateLimiterMemory>();

  async use(limit: Limit, key: string, cost = 1): Promise<CounterState> {
    return useLimiter(this.#limiter(limit), key, cost);
  }

  async reset(limit: Limit, key: string): Promise<void> {
    await this.#limiter(limit).delete(key);
  }

  #limiter(limit: Limit): RateLimiterMemory {
    const known = this.#limiters.get(limit.name);
    if (known) return known;
    const limiter = new RateLimiterMemory(limiterOptions(limit));
    this.#limiters.set(limit.name, limiter);
    return limiter;
  }
}

/** A limit in the library's terms. It counts in whole seconds: a window is rounded up. */
export function limiterOptions(limit: Limit): { keyPrefix: string; points: number; duration: number } {
  return { keyPrefix: limit.name, points: limit.points, duration: Math.ceil(limit.window / 1000) };
}

interface Limiter {
  consume(key: string, points: number): Promise<RateLimiterRes>;
}

/** Uses points of a limiter; the library rejects a refusal with its result, and only a failure with an Error. */
export async function useLimiter(limiter: Limiter, key: string, cost: number): Promise<CounterState> {
  try {
    const { msBeforeNext } = await limiter.consume(key, cost);
    return { allowed: true, retryAfter: msBeforeNext };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { allowed: false, retryAfter: refusal.msBeforeNext };
  }
}
