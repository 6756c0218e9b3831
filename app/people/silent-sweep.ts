import type { Application } from '#kernel';
import { findSilent } from './silent.ts';

/** Ids that are looked at by one statement. */
export const WINDOW = 5000;
/** Windows per run. */
const WINDOWS = 20;
/** Visitors that one run removes at most; the next one goes on behind the last. */
const MOST = 500;

/** Removes visitors who have never written (`config.retention.visitors`), a bounded piece of all users per run. Any node may, several may at once. */
export class SilentSweep {
  readonly #app: Application;
  #after = 0;

  constructor(app: Application) {
    this.#app = app;
  }

  /** Whether it has been through all users, and begins anew. */
  get isThrough(): boolean {
    return this.#after === 0;
  }

  /** How many it removed. */
  async run(now: number): Promise<number> {
    const { sql, config } = this.#app;
    if (config.retention.visitors === 0) return 0;
    const absence = { since: now - config.retention.visitors, ttl: config.session.ttl };
    const { erasure } = this.#app.createAnonymousContext().service;
    let removed = 0;
    for (let window = 0; window < WINDOWS && removed < MOST; window += 1) {
      if (!(await this.#isAhead())) return removed;
      const found = await findSilent(sql, { after: this.#after, upTo: this.#after + WINDOW }, absence);
      for (const id of found.slice(0, MOST - removed)) if (await erasure.forget(id, absence)) removed += 1;
      // What a full run left is found again.
      this.#after = removed < MOST ? this.#after + WINDOW : (found.at(-1) ?? this.#after);
    }
    return removed;
  }

  /** Goes back to the beginning behind the last user. */
  async #isAhead(): Promise<boolean> {
    const [row] = await this.#app.sql.query<{ id: number }>('SELECT id FROM user WHERE id > ? ORDER BY id LIMIT 1', [this.#after]);
    // Over what was deleted long ago.
    this.#after = row ? row.id - 1 : 0;
    return row !== undefined;
  }
}
