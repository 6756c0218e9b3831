import { setImmediate } from 'node:timers/promises';
import type { Cancel } from '../../../web/shared/environment.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Time that only moves when a test says so; `random` answers `chance`. */
export class Clock {
  chance = 0;
  #time = 1_700_000_000_000;
  readonly #timers = new Set<Timer>();

  readonly now = (): number => this.#time;
  readonly random = (): number => this.chance;

  readonly setTimer = (callback: () => void, ms: number): Cancel => {
    const timer = { at: this.#time + ms, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  /** How many timers wait. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Lets `ms` pass, each timer at its moment, promises settled in between. */
  async pass(ms: number): Promise<void> {
    const end = this.#time + ms;
    await settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#time = Math.max(this.#time, next.at);
      this.#timers.delete(next);
      next.callback();
      await settle();
    }
    this.#time = end;
  }

  /** The machine sleeps for `ms`: timers that fell due fire late, with the next `pass`. */
  sleep(ms: number): void {
    this.#time += ms;
  }

  #next(end: number): Timer | undefined {
    return [...this.#timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
  }
}

/** Lets everything run that needs no time. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) await setImmediate();
}
