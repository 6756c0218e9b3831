import { ChatError } from '../error.ts';

/** Options of a gate. */
export interface GateOptions {
  /** How many tasks run at the same time. */
  readonly parallel: number;
  /** How many may wait for their turn; one more is refused with 503. */
  readonly waiting: number;
}

/** Lets a bounded number of costly tasks run, first come first served, so that a flood of them ends in refusals and not in memory. */
export class Gate {
  readonly #options: GateOptions;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** Runs the task in its turn; rejects with `unavailable` when too many wait already. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await task();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#options.parallel) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= this.#options.waiting) throw new ChatError('unavailable', {}, { retryAfter: 1 });
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** A place that is left goes to the next in line, so that nobody overtakes. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running -= 1;
  }
}
