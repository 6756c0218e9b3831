import { onceFor, type Application } from '#kernel';
import { Passing } from '../../../engine/passing.ts';

/** Lets a thing happen once per interval and key, on this node. */
export class Pace {
  readonly #interval: number;
  readonly #taken: Passing<string, number>;

  /** `interval` in ms. */
  constructor(interval: number) {
    this.#interval = interval;
    this.#taken = new Passing((last, now) => now - last >= interval);
  }

  /** Whether it may happen now; a refused try does not prolong the wait. */
  take(key: string, now: number = Date.now()): boolean {
    const last = this.#taken.get(key);
    if (last !== undefined && now - last < this.#interval) return false;
    this.#taken.set(key, now, now);
    return true;
  }
}

/** How often an application shows that somebody types, by user and conversation. */
export const typingPaceOf = onceFor((app: Application) => new Pace(app.config.chat.typing.interval));
