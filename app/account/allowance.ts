import type { Counter, Limit } from '../../engine/counter.ts';

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
/** Keys are looked through for windows that are over from this many on. */
const MANY = 10_000;

/**
 * A limit of what people use up, over all nodes: each node takes a share from the common counter and spends it by itself, so that the
 * counter is asked once in a while and never allows more than there is.
 */
export class Allowance {
  readonly #options: AllowanceOptions;
  readonly #shares = new Map<number, Share>();
  #sweepAt = MANY;

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
    this.#keep(key, { left: allowed ? before + taken - cost : 0, isRefused: !allowed, until: Date.now() + retryAfter });
    return allowed ? 0 : retryAfter;
  }

  #keep(key: number, share: Share): void {
    if (this.#shares.size >= this.#sweepAt) this.#sweep(Date.now());
    this.#shares.set(key, share);
  }

  /** The next one is due when there are twice as many as it left: its cost is spread over those that came. */
  #sweep(now: number): void {
    for (const [key, { until }] of this.#shares) if (until <= now) this.#shares.delete(key);
    this.#sweepAt = Math.max(MANY, this.#shares.size * 2);
  }
}
