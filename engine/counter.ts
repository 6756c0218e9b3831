/** The state of one limit for one key. */
export interface CounterState {
  readonly allowed: boolean;
  /** Milliseconds until the window ends; the Retry-After of a refusal. */
  readonly retryAfter: number;
}

/**
 * One limit: at most `points` per `window` ms; the window (rounded up to whole seconds) starts at the first
 * use and is not restarted by refused tries (D07). A name is one limit: whoever uses it first sets its numbers.
 */
export interface Limit {
  readonly name: string;
  readonly points: number;
  readonly window: number;
}

/** Counts uses per key against limits; when the store is down it counts in this process instead. */
export interface Counter {
  /** `cost` is how many points it takes. */
  use(limit: Limit, key: string, cost?: number): Promise<CounterState>;
  /** Forgets a key, e.g. after a right password. */
  reset(limit: Limit, key: string): Promise<void>;
}
