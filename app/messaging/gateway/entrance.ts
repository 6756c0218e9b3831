import { setTimeout as sleep } from 'node:timers/promises';

/** Options of the entrance. */
export interface EntranceOptions {
  /** How many are let in at the same time. */
  readonly most: number;
  /** Ms after which one that is still on the way holds up nobody: its reader is slow. */
  readonly hold: number;
}

type Step = 'admission' | 'fill';

/**
 * Lets clients in by turns. When thousands come back at once each would get on as slowly as all of them, and most would give up half way: so few are
 * on the way at a time, in the order in which they came, and who has been admitted is filled before another is admitted.
 */
export class Entrance {
  readonly #options: EntranceOptions;
  readonly #waiting: Readonly<Record<Step, Set<() => void>>> = { fill: new Set(), admission: new Set() };
  #inside = 0;

  constructor(options: EntranceOptions) {
    this.#options = options;
  }

  /** Does a step in its turn. Rejects as the step does. */
  async pass<T>(step: Step, work: () => Promise<T>): Promise<T> {
    if (this.#inside < this.#options.most) this.#inside += 1;
    else await new Promise<void>((resolve) => this.#waiting[step].add(resolve));
    const working = work();
    void this.#leave(working);
    return working;
  }

  /** The place goes to the next one, once the step is done or has taken long. */
  async #leave(working: Promise<unknown>): Promise<void> {
    const timer = new AbortController();
    const ended = working.then(
      () => undefined,
      () => undefined,
    );
    await Promise.race([ended, sleep(this.#options.hold, undefined, { signal: timer.signal, ref: false }).catch(() => undefined)]);
    timer.abort();
    const waiting = this.#waiting.fill.size > 0 ? this.#waiting.fill : this.#waiting.admission;
    const [next] = waiting;
    if (!next) return void (this.#inside -= 1);
    waiting.delete(next);
    next();
  }
}
