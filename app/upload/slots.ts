import type { Application } from '#kernel';
import { fail } from '../error.ts';

const slots = new WeakMap<Application, Slots>();

/** How many files each user is sending to this node at the moment. */
export class Slots {
  readonly #most: number;
  readonly #taken = new Map<number, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a place for a user and returns what gives it back. Fails with too_many. */
  enter(userId: number): () => void {
    const taken = this.#taken.get(userId) ?? 0;
    if (taken >= this.#most) fail('too_many');
    this.#taken.set(userId, taken + 1);
    return () => this.#leave(userId);
  }

  #leave(userId: number): void {
    const left = (this.#taken.get(userId) ?? 0) - 1;
    if (left > 0) this.#taken.set(userId, left);
    else this.#taken.delete(userId);
  }
}

/** The places of an application. */
export function slotsOf(app: Application): Slots {
  const known = slots.get(app) ?? new Slots(app.config.upload.parallel);
  slots.set(app, known);
  return known;
}
