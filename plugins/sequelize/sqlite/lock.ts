import { SqlError } from '../../../engine/sql.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeLock } from '../store.ts';
import type { Channel, Link } from './channel.ts';
import { LOCK_PRAGMAS } from './pragma.ts';

/** The statement that takes the lock, or waits for it. */
export const TAKE_LOCK = 'BEGIN EXCLUSIVE';

/** Ms between two tries to get the lock again after the worker died. */
const INTERVAL = 100;

/**
 * The right of one process to the store: an exclusive transaction on a file beside it, which the system ends with the process however that
 * ends. The worker's death ends it too; then it is taken again.
 */
export class SqliteLock implements NodeLock {
  readonly #link: Link;
  readonly #channel: Channel;
  #isHeld = false;

  constructor(channel: Channel, file: string) {
    this.#channel = channel;
    this.#link = channel.connect(`${file}.lock`, LOCK_PRAGMAS);
  }

  async acquire(onLost: () => void): Promise<boolean> {
    this.#isHeld = await this.#begin();
    if (this.#isHeld) this.#channel.onDeath(() => void this.#regain(onLost)); // tells by onLost
    return this.#isHeld;
  }

  async release(): Promise<void> {
    this.#isHeld = false;
    await this.#link.close().catch(() => undefined); // gone with the worker
  }

  async #regain(onLost: () => void): Promise<void> {
    while (this.#isHeld) {
      try {
        if (!(await this.#begin())) onLost();
        return;
      } catch {
        await sleep(INTERVAL); // the worker is not up again yet
      }
    }
  }

  async #begin(): Promise<boolean> {
    try {
      await this.#link.run(TAKE_LOCK);
      return true;
    } catch (error) {
      if (error instanceof SqlError && error.kind === 'busy') return false;
      throw error;
    }
  }
}
