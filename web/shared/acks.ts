import type { Cancel, Environment } from './environment.ts';

/** How many frames, or ms, an acknowledgement may lag behind. */
export const ACK = { frames: 32, delay: 1000 } as const;

interface AcksOptions {
  readonly environment: Pick<Environment, 'setTimer'>;
  /** Sends the cumulative count. */
  send(count: number): void;
}

/** Counts the `message` frames of one connection and acknowledges the count; duplicates count, since the server counts them too. */
export class Acks {
  readonly #options: AcksOptions;
  #taken = 0;
  #told = 0;
  #cancel: Cancel | null = null;

  constructor(options: AcksOptions) {
    this.#options = options;
  }

  /** A frame has been taken into the client's state. */
  take(): void {
    this.#taken++;
    if (this.#taken - this.#told >= ACK.frames) return this.flush();
    this.#cancel ??= this.#options.environment.setTimer(() => this.flush(), ACK.delay);
  }

  /** Acknowledges what is open at once. */
  flush(): void {
    this.#stopTimer();
    if (this.#taken === this.#told) return;
    this.#told = this.#taken;
    this.#options.send(this.#told);
  }

  /** Begins a new connection: counts start at 0, what was open is void. */
  reset(): void {
    this.#stopTimer();
    this.#taken = 0;
    this.#told = 0;
  }

  #stopTimer(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
