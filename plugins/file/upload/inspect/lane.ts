import { ChatError } from '#app';
import { FairQueue } from './fair-queue.ts';
import type { Inspector } from './inspector.ts';
import type { Job, Reply } from './job.ts';

/** Options of a lane. */
export interface LaneOptions {
  readonly inspector: Inspector;
  /** How many may wait for their turn; one more is refused, of the party that has the most. */
  readonly waiting: number;
  /** For how long one waits, in ms. */
  readonly patience: number;
}

interface Waiting {
  readonly job: Job;
  readonly begin: (reply: Promise<Reply>) => void;
  readonly refuse: () => void;
}

/** Jobs of many parties for one process, which take turns. */
export class Lane {
  readonly #options: LaneOptions;
  readonly #queue = new FairQueue<Waiting>();
  #isRunning = false;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Runs a job in its party's turn. Rejects with `unavailable` when too many wait, or for too long. */
  run(party: string, job: Job): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (!this.#hasRoomFor(party)) return reject(busy());
      const waiting: Waiting = {
        job,
        begin: (reply) => {
          clearTimeout(timer);
          resolve(reply);
        },
        refuse: () => {
          clearTimeout(timer);
          reject(busy());
        },
      };
      const timer = setTimeout(() => this.#queue.remove(party, waiting) && reject(busy()), this.#options.patience);
      this.#queue.add(party, waiting);
      this.#next();
    });
  }

  #hasRoomFor(party: string): boolean {
    if (this.#queue.size < this.#options.waiting) return true;
    const other = this.#queue.giveUp(party);
    other?.refuse();
    return other !== undefined;
  }

  #next(): void {
    const waiting = this.#isRunning ? undefined : this.#queue.take();
    if (!waiting) return;
    this.#isRunning = true;
    const reply = this.#options.inspector.run(waiting.job).finally(() => {
      this.#isRunning = false;
      this.#next();
    });
    waiting.begin(reply);
  }
}

function busy(): ChatError {
  return new ChatError('unavailable', {}, { retryAfter: 5 });
}
