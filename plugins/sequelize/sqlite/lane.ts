import { SqlError } from '../../../engine/sql.ts';

interface Waiting {
  readonly timer: NodeJS.Timeout;
  go(): void;
}

/** Lets one through at a time, in the order in which they came. */
export class Lane {
  readonly #patience: number;
  readonly #waiting: Waiting[] = [];
  #isTaken = false;

  /** `patience`: ms after which whoever still waits is refused as `busy`. */
  constructor(patience: number) {
    this.#patience = patience;
  }

  /** Takes the lane at once if it is free. */
  tryEnter(): boolean {
    if (this.#isTaken) return false;
    this.#isTaken = true;
    return true;
  }

  /** Takes the lane when it is one's turn. */
  async enter(): Promise<void> {
    if (this.tryEnter()) return;
    await new Promise<void>((resolve, reject) => {
      const refuse = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(new SqlError('busy', 'other transactions took too long'));
      };
      const waiting: Waiting = { go: resolve, timer: setTimeout(refuse, this.#patience) };
      this.#waiting.push(waiting);
    });
  }

  /** Gives the lane to the next. */
  leave(): void {
    const next = this.#waiting.shift();
    this.#isTaken = next !== undefined;
    if (!next) return;
    clearTimeout(next.timer);
    next.go();
  }
}
