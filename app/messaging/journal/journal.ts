import type { Sql } from '../../../engine/sql.ts';
import { isUnavailable } from '../../../engine/unavailable.ts';
import { ChatError } from '../../error.ts';
import { commit, draftKey, type DraftResult } from './commit.ts';
import type { Draft, Outcome, StoredMessage } from './draft.ts';

/** Options of the journal. */
export interface JournalOptions {
  readonly sql: Sql;
  /** Most messages in one transaction. */
  readonly batch: number;
  /** Most drafts that may wait; more are refused at once, so that a slow store does not fill the memory. */
  readonly queue: number;
  /** Hears in which conversation a message was committed, by this node or by an earlier try. */
  readonly onStored?: (conversationId: number) => void;
}

/** Hands a committed message to its receivers; `isKnown` when it was committed by an earlier try. */
export type Deliver = (message: StoredMessage, isKnown: boolean) => Promise<void>;

interface Waiting {
  readonly draft: Draft;
  settle(outcome: DraftResult): void;
  fail(error: unknown): void;
}

/**
 * The one committer of a node: takes everything that queued up while the last commit ran. An outcome comes after the message is
 * committed and handed to its receivers, in the order of the commits; the same draft twice at a time joins the first.
 */
export class Journal {
  readonly #options: JournalOptions;
  readonly #inFlight = new Map<string, Promise<Outcome>>();
  #queue: Waiting[] = [];
  #isRunning = false;
  #stored = 0;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** Messages committed by this node since its start. */
  get stored(): number {
    return this.#stored;
  }

  /** Drafts not settled yet. */
  get pending(): number {
    return this.#inFlight.size;
  }

  /** Stores and delivers; rejects with the store's or the mailbox's error, and the message may be stored then: try again with the same client id. */
  append(draft: Draft, deliver: Deliver): Promise<Outcome> {
    const key = draftKey(draft);
    const known = this.#inFlight.get(key);
    if (known) return known;
    if (this.#queue.length >= this.#options.queue) return Promise.reject(new ChatError('unavailable', {}, { retryAfter: 1 }));
    const outcome = this.#enqueue(key, draft, deliver);
    this.#inFlight.set(key, outcome);
    return outcome;
  }

  /** Resolves when nothing is in flight any more. */
  async drain(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.allSettled(this.#inFlight.values());
  }

  #enqueue(key: string, draft: Draft, deliver: Deliver): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const settle = (outcome: Outcome): void => {
        this.#inFlight.delete(key);
        resolve(outcome);
      };
      const fail = (error: unknown): void => {
        this.#inFlight.delete(key);
        reject(error);
      };
      this.#queue.push({ draft, fail, settle: (settled) => hand(settled, { deliver, settle, fail }) });
      if (this.#isRunning) return;
      this.#isRunning = true;
      setImmediate(() => void this.#run());
    });
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, this.#options.batch);
      await this.#commit(batch);
    }
    this.#isRunning = false;
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const settled = await commit(
        this.#options.sql,
        batch.map(({ draft }) => draft),
      );
      for (const [index, outcome] of settled.entries()) {
        if (outcome.kind === 'stored') this.#stored += 1;
        if (outcome.kind === 'stored' || outcome.kind === 'known') this.#options.onStored?.(outcome.message.conversationId);
        batch[index]?.settle(outcome);
      }
    } catch (error) {
      // Whoever waits behind would wait as long once more, and could not be told in time.
      const behind = isUnavailable(error) ? this.#queue.splice(0) : [];
      for (const waiting of [...batch, ...behind]) waiting.fail(error);
    }
  }
}

interface Hand {
  readonly deliver: Deliver;
  readonly settle: (outcome: Outcome) => void;
  readonly fail: (error: unknown) => void;
}

function hand(settled: DraftResult, { deliver, settle, fail }: Hand): void {
  if (settled.kind === 'failed') fail(settled.error);
  else if (settled.kind === 'stale' || settled.kind === 'spent') settle(settled);
  // A known one may have missed its mailbox, when the first try failed in between.
  else attempt(() => deliver(settled.message, settled.kind === 'known')).then(() => settle(settled), fail);
}

/** One message that can't be shown must not hold up the others of its batch. */
function attempt(deliver: () => Promise<void>): Promise<void> {
  try {
    return deliver();
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
}
