import type { Counter, Limit } from '../../engine/counter.ts';
import { Passing } from '../../engine/passing.ts';

/** Options of an allowance. */
export interface AllowanceOptions {
  /** Counts for all nodes together. */
  readonly counter: Counter;
  readonly limit: Limit;
}

/** What a node has taken of somebody's limit and not spent yet, or that there is nothing left; until the window ends. */
interface Share {
  left: number;
  readonly isRefused: boolean;
  /** ms */
  readonly until: number;
}

/** Shares that a limit is given out in: what lies unspent on other nodes is lost to its owner, so they are small. */
const SHARES = 32;

/**
 * A limit of what people use up, over all nodes: each node takes a share from the common counter and spends it by itself, so that the
 * counter is asked once in a while and never allows more than there is.
 */
export class Allowance {
  readonly #options: AllowanceOptions;
  readonly #shares = new Passing<number, Share>(({ until }, now) => until <= now);

  constructor(options: AllowanceOptions) {
    this.#options = options;
  }

  /** Spends of what this node has taken before. False: ask. */
  spend(key: number, cost: number, now: number = Date.now()): boolean {
    const share = this.#shares.get(key);
    if (!share || share.until <= now || share.left < cost) return false;
    share.left -= cost;
    return true;
  }

  /** Spends, and takes another share if it must. Returns the milliseconds to wait, 0 when it is allowed. Of one key one at a time. */
  async ask(key: number, cost: number): Promise<number> {
    if (this.spend(key, cost)) return 0;
    const now = Date.now();
    const known = this.#shares.get(key);
    if (known?.isRefused && known.until > now) return known.until - now;
    const { counter, limit } = this.#options;
    const taken = Math.max(cost, Math.floor(limit.points / SHARES));
    const { allowed, retryAfter } = await counter.use(limit, String(key), taken);
    // What was left is of the same window, which has not ended.
    const before = known && known.until > now ? known.left : 0;
    const share = { left: allowed ? before + taken - cost : 0, isRefused: !allowed, until: Date.now() + retryAfter };
    this.#shares.set(key, share, Date.now());
    return allowed ? 0 : retryAfter;
  }
}
