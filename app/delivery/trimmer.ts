import type { Mailbox } from '../../engine/mailbox.ts';

/** Options of the trimmer. */
export interface TrimmerOptions {
  readonly mailbox: Mailbox;
  /** Milliseconds between two rounds. */
  readonly interval: number;
  onError(error: unknown): void;
}

interface Due {
  readonly epoch: string;
  readonly upTo: number;
}

/** Trims mailboxes of what was acknowledged, once per user and interval: trimming is house-keeping, not part of the way. */
export class Trimmer {
  readonly #options: TrimmerOptions;
  readonly #timer: NodeJS.Timeout;
  #due = new Map<number, Due>();

  constructor(options: TrimmerOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.flush(), options.interval).unref();
  }

  note(userId: number, due: Due): void {
    const known = this.#due.get(userId);
    if (known && known.epoch === due.epoch && known.upTo >= due.upTo) return;
    this.#due.set(userId, due);
  }

  /** Never rejects: what is not trimmed now is trimmed with the next acknowledgement. */
  async flush(): Promise<void> {
    const due = this.#due;
    this.#due = new Map();
    const trims = [...due].map(([userId, { epoch, upTo }]) => this.#options.mailbox.trim(userId, epoch, upTo));
    for (const result of await Promise.allSettled(trims)) if (result.status === 'rejected') this.#options.onError(result.reason);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }
}
