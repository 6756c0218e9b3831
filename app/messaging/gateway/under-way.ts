/** What has begun and not ended, counted cheaply enough for every frame. */
export class UnderWay {
  #count = 0;
  #tell: (() => void) | undefined;

  /** Something begins; whoever calls this calls `leave` once. */
  enter(): this {
    this.#count += 1;
    return this;
  }

  leave(): void {
    this.#count -= 1;
    if (this.#count === 0) this.#tell?.();
  }

  /** Resolves once nothing is under way. */
  ended(): Promise<void> {
    if (this.#count === 0) return Promise.resolve();
    return new Promise((resolve) => (this.#tell = resolve));
  }
}
