/** Moves the time that a program reads from `Date`; timers go on as they do. */
export class Clock {
  readonly #real = Date.now;
  #ahead = 0;

  /** From now on `Date.now()` is this clock's, until `reset`. */
  constructor() {
    Date.now = () => this.#real.call(Date) + this.#ahead;
  }

  /** Moves the time on. */
  advance(ms: number): void {
    this.#ahead += ms;
  }

  /** Gives the real time back. */
  reset(): void {
    Date.now = this.#real;
  }
}
