import { ChatError } from '../../error.ts';
import { FairQueue } from './fair-queue.ts';
import type { Inspector } from './inspector.ts';
import type { Job, Reply } from './job.ts';

/** Options of a lane. */
export interface LaneOptions {
  readonly inspectors: readonly Inspector[];
  /** How many may wait for their turn; one more is refused. */
  readonly waiting: number;
  /** For how long one waits, in ms. */
  readonly patience: number;
}

interface Waiting {
  readonly job: Job;
  readonly begin: (reply: Promise<Reply>) => void;
}

/** Jobs of many users for a few processes: one of each user at a time, in turns. */
export class Lane {
  readonly #options: LaneOptions;
  readonly #free: Inspector[];
  readonly #busy = new Set<number>();
  readonly #queue = new FairQueue<Waiting>();

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#free = [...options.inspectors];
  }

  /** Runs a job in its owner's turn. Rejects with `unavailable` when too many wait, or for too long. */
  run(owner: number, job: Job): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.#queue.size >= this.#options.waiting) return reject(busy());
      const waiting: Waiting = {
        job,
        begin: (reply) => {
          clearTimeout(timer);
          resolve(reply);
        },
      };
      const timer = setTimeout(() => this.#queue.remove(owner, waiting) && reject(busy()), this.#options.patience);
      this.#queue.add(owner, waiting);
      this.#next();
    });
  }

  #next(): void {
    const [inspector] = this.#free;
    const turn = inspector && this.#queue.take((owner) => this.#busy.has(owner));
    if (!turn) return;
    this.#free.shift();
    this.#busy.add(turn.owner);
    const reply = inspector.run(turn.task.job).finally(() => {
      this.#free.push(inspector);
      this.#busy.delete(turn.owner);
      this.#next();
    });
    turn.task.begin(reply);
    this.#next();
  }
}

function busy(): ChatError {
  return new ChatError('unavailable', {}, { retryAfter: 5 });
}
