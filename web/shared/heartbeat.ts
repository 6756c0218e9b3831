import type { Cancel, Environment } from './environment.ts';

/** How long an answer may take when someone asks whether the line still stands, in ms. */
export const PROBE_ANSWER = 3000;

interface HeartbeatOptions {
  readonly environment: Pick<Environment, 'now' | 'setTimer'>;
  ping(): void;
  /** Nothing came for one and a half intervals, or after a probe. */
  lost(): void;
}

/** Watches a connection for silence: pings after one interval, gives it up half an interval later. Late timers (a sleeping laptop, a hidden tab) never condemn a line that was not asked. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #interval = 0;
  #heard = 0;
  #asked = false;
  #cancel: Cancel | null = null;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** Begins to watch; `interval` in ms comes from `welcome`. */
  start(interval: number): void {
    this.#interval = interval;
    this.heard();
    this.#wait(interval);
  }

  /** Something came. */
  heard(): void {
    this.#heard = this.#options.environment.now();
    this.#asked = false;
  }

  /** Asks at once, for a page that wakes up or a browser that says it went offline. */
  probe(): void {
    if (this.#cancel) this.#ask(PROBE_ANSWER);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #check(): void {
    if (this.#asked) return this.#giveUp();
    const silence = this.#options.environment.now() - this.#heard;
    if (silence < this.#interval) return this.#wait(this.#interval - silence);
    this.#ask(this.#interval / 2);
  }

  #ask(patience: number): void {
    this.#asked = true;
    this.#options.ping();
    this.#wait(patience);
  }

  #giveUp(): void {
    this.stop();
    this.#options.lost();
  }

  #wait(ms: number): void {
    this.#cancel?.();
    this.#cancel = this.#options.environment.setTimer(() => this.#check(), ms);
  }
}
