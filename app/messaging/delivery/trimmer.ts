import type { Mailbox } from '../../../engine/mailbox.ts';

/** Options of the trimmer; times in ms. */
export interface TrimmerOptions {
  readonly mailbox: Mailbox;
  /** Between two rounds. */
  readonly interval: number;
  /** Entries that are worth a call. */
  readonly least: number;
  /** The longest that fewer of them wait. */
  readonly longest: number;
  onError(error: unknown): void;
}

interface Due {
  readonly epoch: string;
  upTo: number;
  /** What was acknowledged when this began to wait. */
  readonly from: number;
  readonly since: number;
}

/** Trims mailboxes of what was acknowledged, lazily: it is house-keeping, and must not cost a call per message. */
export class Trimmer {
  readonly #options: TrimmerOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #due = new Map<number, Due>();

  constructor(options: TrimmerOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.flush(Date.now()), options.interval).unref();
  }

  /** Notes that a user has everything up to an entry. */
  note(userId: number, { epoch, upTo }: { readonly epoch: string; readonly upTo: number }): void {
    const known = this.#due.get(userId);
    if (known?.epoch === epoch) known.upTo = Math.max(known.upTo, upTo);
    else this.#due.set(userId, { epoch, upTo, from: upTo - 1, since: Date.now() });
  }

  /** Trims what is worth it by now. Never rejects: what is not trimmed now is trimmed with the next acknowledgement. */
  async flush(now: number): Promise<void> {
    const { mailbox, least, longest } = this.#options;
    const trims: Promise<void>[] = [];
    for (const [userId, { epoch, upTo, from, since }] of this.#due) {
      if (upTo - from < least && now - since < longest) continue;
      this.#due.delete(userId);
      trims.push(mailbox.trim(userId, epoch, upTo));
    }
    for (const result of await Promise.allSettled(trims)) if (result.status === 'rejected') this.#options.onError(result.reason);
  }

  /** Trims all that is left, and stops. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush(Infinity);
  }
}
