/** How long a pause is at first, and at most, in ms. */
export interface PauseOptions {
  readonly least: number;
  readonly most: number;
}

interface Pause {
  readonly length: number;
  /** By `performance.now()`. */
  readonly until: number;
}

/** What failed rests before it is tried again: each failure in a row doubles its pause. */
export class Pauses {
  readonly #options: PauseOptions;
  readonly #pauses = new Map<number, Pause>();

  constructor(options: PauseOptions) {
    this.#options = options;
  }

  failed(id: number): void {
    const { least, most } = this.#options;
    const last = this.#pauses.get(id)?.length ?? least / 2;
    const length = Math.min(most, last * 2);
    this.#pauses.set(id, { length, until: performance.now() + length });
  }

  succeeded(id: number): void {
    this.#pauses.delete(id);
  }

  /** Whether its last try failed. */
  has(id: number): boolean {
    return this.#pauses.has(id);
  }

  isOver(id: number): boolean {
    return (this.#pauses.get(id)?.until ?? 0) <= performance.now();
  }
}
