/**
 * Runs the work of one key strictly one after the other, in the order of the calls (D27). What `work` starts but does not await
 * may overlap: a sender's messages reach the journal in order and wait for their commits together.
 */
export class Order {
  readonly #tails = new Map<number, Promise<unknown>>();

  /** Whether nothing of the key is running. */
  isFree(key: number): boolean {
    return !this.#tails.has(key);
  }

  /** Runs `work` after all that was asked for before under the same key, whether that succeeded or not. */
  run<T>(key: number, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key);
    const running = before ? before.then(work, work) : work();
    this.#tails.set(key, running);
    const leave = (): void => {
      if (this.#tails.get(key) === running) this.#tails.delete(key);
    };
    running.then(leave, leave);
    return running;
  }
}
