import type { Application } from '#kernel';

/** Keys are looked through for those that are free again from this many on. */
const MANY = 10_000;

/** Lets a thing happen once per interval and key, on this node. */
export class Pace {
  readonly #interval: number;
  readonly #taken = new Map<string, number>();
  #sweepAt = MANY;

  /** `interval` in ms. */
  constructor(interval: number) {
    this.#interval = interval;
  }

  /** Whether it may happen now; a refused try does not prolong the wait. */
  take(key: string, now: number = Date.now()): boolean {
    const last = this.#taken.get(key);
    if (last !== undefined && now - last < this.#interval) return false;
    if (last === undefined && this.#taken.size >= this.#sweepAt) this.#sweep(now);
    this.#taken.set(key, now);
    return true;
  }

  #sweep(now: number): void {
    for (const [key, last] of this.#taken) if (now - last >= this.#interval) this.#taken.delete(key);
    this.#sweepAt = Math.max(MANY, this.#taken.size * 2);
  }
}

const paces = new WeakMap<Application, Pace>();

/** How often an application shows that somebody types, by user and conversation. */
export function typingPaceOf(app: Application): Pace {
  const known = paces.get(app) ?? new Pace(app.config.chat.typing.interval);
  paces.set(app, known);
  return known;
}
