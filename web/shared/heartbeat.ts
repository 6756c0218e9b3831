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
  #askedAt = 0;
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

  /** Whether what comes now would answer a ping of a moment ago. */
  get isPrompt(): boolean {
    return this.#asked && Math.abs(this.#options.environment.now() - this.#askedAt) < PROBE_ANSWER;
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
    const now = this.#options.environment.now();
    // A clock that was put back tells of no silence: it is counted from here.
    this.#heard = Math.min(this.#heard, now);
    const silence = now - this.#heard;
    if (silence < this.#interval) return this.#wait(this.#interval - silence);
    this.#ask(this.#interval / 2);
  }

  #ask(patience: number): void {
    this.#asked = true;
    this.#askedAt = this.#options.environment.now();
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
