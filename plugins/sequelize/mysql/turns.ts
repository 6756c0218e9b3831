import { SqlError } from '../../../engine/sql.ts';

/** Options of the turns. */
export interface TurnsOptions {
  /** How many have their turn at the same time. */
  readonly most: number;
  /** Ms without any that came to an end after which nobody waits any more. */
  readonly deadline: number;
}

/** Who waits. */
interface Waiting {
  begin(): void;
  fail(error: SqlError): void;
}

/**
 * Reads take turns, in the order in which they came: when thousands of clients come back at once they wait for each other, and leave
 * connections to what is written. Whoever waits does so for as long as others get on; when the store is away, everybody is told.
 */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #waiting = new Set<Waiting>();
  #running = 0;
  #endedAt = 0;
  #watch: NodeJS.Timeout | undefined;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Does the work in its turn. Rejects as the work does, or with SqlError `unavailable` while it waits. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#options.most) this.#running += 1;
    else await this.#wait();
    try {
      const result = await work();
      this.#endedAt = Date.now();
      return result;
    } catch (error) {
      if (!(error instanceof SqlError) || error.kind !== 'unavailable') this.#endedAt = Date.now();
      throw error;
    } finally {
      this.#passOn();
    }
  }

  #wait(): Promise<void> {
    if (this.#waiting.size === 0) this.#look(Date.now());
    return new Promise((resolve, reject) => this.#waiting.add({ begin: resolve, fail: reject }));
  }

  /** The place goes to the next one. */
  #passOn(): void {
    const [next] = this.#waiting;
    if (next) {
      this.#waiting.delete(next);
      next.begin();
    } else this.#running -= 1;
    if (this.#waiting.size === 0) clearTimeout(this.#watch);
  }

  /** Comes back at the deadline from when one ended last, or from when the first began to wait. */
  #look(since: number): void {
    clearTimeout(this.#watch);
    const { deadline } = this.#options;
    const left = Math.max(since, this.#endedAt) + deadline - Date.now();
    if (left > 0) this.#watch = setTimeout(() => this.#look(since), left).unref();
    else this.#giveUp(new SqlError('unavailable', `no turn within ${deadline} ms`));
  }

  #giveUp(error: SqlError): void {
    for (const waiting of this.#waiting) waiting.fail(error);
    this.#waiting.clear();
  }
}
