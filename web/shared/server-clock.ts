import type { Environment } from './environment.ts';

/** From this many ms on a difference is another clock, and not the way of a frame. */
const NOTICED = 1000;

interface ServerClockOptions {
  /** This device's clock. */
  readonly environment: Pick<Environment, 'now'>;
  /** How far the server's is ahead of it, in ms, where that is another number than before. */
  changed(skew: number): void;
}

/** The server's clock as far as it is known here. Either may be set while a connection stands: what was told last holds. */
export class ServerClock {
  readonly #options: ServerClockOptions;
  #skew = 0;

  constructor(options: ServerClockOptions) {
    this.#options = options;
  }

  /** The server has just said what its clock says. */
  told(time: number): void {
    const before = this.#skew;
    this.#skew = time - this.#options.environment.now();
    if (Math.abs(this.#skew - before) >= NOTICED) this.#options.changed(this.#skew);
  }

  /** What the server's clock says when this device's says `now`, both in ms since 1970. */
  at(now: number): number {
    return now + this.#skew;
  }
}
