import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf } from '#kernel';

/** How a part of the server is. */
export type PartState = 'ok' | 'down';

/** What a part says of itself; the reason is for the log, it may name hosts. */
export interface PartHealth {
  readonly ok: boolean;
  readonly reason?: string;
}

/** Options of a probe; times in ms. */
export interface ProbeOptions {
  /** Tries the part. */
  ask(): Promise<PartHealth>;
  /** A part that has not answered by then is down. */
  readonly timeout: number;
  /** For how long an answer is given again. */
  readonly fresh: number;
  /** Told when the part is not as it was; it is thought well at first. */
  onChange(health: PartHealth): void;
}

/** Knows how a part is. It is tried once in a while, and once at a time, however often and by how many it is asked. */
export class Probe {
  readonly #options: ProbeOptions;
  #asking: Promise<PartHealth> | undefined;
  #answer: Promise<PartState> | undefined;
  #answeredAt = 0;
  #state: PartState = 'ok';

  constructor(options: ProbeOptions) {
    this.#options = options;
  }

  /** The state, at most `fresh` ms old. */
  state(): Promise<PartState> {
    if (Date.now() - this.#answeredAt < this.#options.fresh) return Promise.resolve(this.#state);
    return (this.#answer ??= this.#find().finally(() => (this.#answer = undefined)));
  }

  async #find(): Promise<PartState> {
    const health = await this.#withinTimeout();
    const state = health.ok ? 'ok' : 'down';
    if (state !== this.#state) this.#options.onChange(health);
    this.#answeredAt = Date.now();
    return (this.#state = state);
  }

  /** A try that still hangs from the last time is waited for, not joined by another. */
  async #withinTimeout(): Promise<PartHealth> {
    const timer = new AbortController();
    const late = sleep(this.#options.timeout, { ok: false, reason: 'no answer in time' }, { signal: timer.signal, ref: false });
    late.catch(() => undefined); // cut short once the answer is there
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    try {
      return await Promise.race([this.#asking, late]);
    } finally {
      timer.abort();
    }
  }

  async #ask(): Promise<PartHealth> {
    try {
      return await this.#options.ask();
    } catch (error) {
      return { ok: false, reason: reasonOf(error) };
    }
  }
}
