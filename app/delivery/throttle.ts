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
  readonly #windows = new Map<number, Window>();

  constructor(limit: ThrottleLimit) {
    this.#limit = limit;
  }

  /** Milliseconds to wait, 0 when this use is allowed. */
  take(key: number, now: number = Date.now()): number {
    const { points, window } = this.#limit;
    const current = this.#windows.get(key);
    if (!current || now - current.startedAt >= window) {
      if (this.#windows.size >= 10_000) this.#sweep(now);
      this.#windows.set(key, { startedAt: now, used: 1 });
      return 0;
    }
    current.used += 1;
    return current.used > points ? current.startedAt + window - now : 0;
  }

  /** Uses in the current window of a key, refused ones included. */
  used(key: number): number {
    return this.#windows.get(key)?.used ?? 0;
  }

  forget(key: number): void {
    this.#windows.delete(key);
  }

  #sweep(now: number): void {
    for (const [key, { startedAt }] of this.#windows) if (now - startedAt >= this.#limit.window) this.#windows.delete(key);
  }
}
