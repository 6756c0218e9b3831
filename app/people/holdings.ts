import type { SqlSession } from '../../engine/sql.ts';
import type { Section } from './section.ts';

/** What a plugin keeps of people in tables of its own. */
export interface Holding {
  readonly table: string;
  /** What an export shows of it. */
  readonly section: Section;
  /** Deletes all of a user's, in the transaction of an erasure. */
  erase(tx: SqlSession, userId: number): Promise<unknown>;
}

/** What plugins keep of people, so that an export tells it and an erasure takes it. `app.people`. */
export class Holdings {
  readonly #holdings: Holding[] = [];

  /** Before the application is ready. */
  add(holding: Holding): void {
    this.#holdings.push(holding);
  }

  get all(): readonly Holding[] {
    return this.#holdings;
  }
}
