import { Passing } from '../../../engine/passing.ts';

/** A limit of uses per window, counted in this process. */
export interface ThrottleLimit {
  readonly points: number;
  /** Milliseconds. */
  readonly window: number;
}

interface Window {
  startedAt: number;
  used: number;
}

/** Counts uses per key in fixed windows, cheaply enough for every frame. A refused use does not prolong the window. */
export class Throttle {
  readonly #limit: ThrottleLimit;
  readonly #windows: Passing<number, Window>;

  constructor(limit: ThrottleLimit) {
    this.#limit = limit;
    this.#windows = new Passing(({ startedAt }, now) => now - startedAt >= limit.window);
  }

  /** Milliseconds to wait, 0 when this use is allowed; `cost` is how many uses it counts for. */
  take(key: number, now: number = Date.now(), cost = 1): number {
    const { points, window } = this.#limit;
    const current = this.#open(key, now);
    current.used += cost;
    return current.used > points ? current.startedAt + window - now : 0;
  }

  /** Uses in the current window of a key, refused ones included. */
  used(key: number): number {
    return this.#windows.get(key)?.used ?? 0;
  }

  forget(key: number): void {
    this.#windows.delete(key);
  }

  #open(key: number, now: number): Window {
    const current = this.#windows.get(key);
    if (current && now - current.startedAt < this.#limit.window) return current;
    const opened = { startedAt: now, used: 0 };
    this.#windows.set(key, opened, now);
    return opened;
  }
}
