import type { Application } from '@foyer-chat/foyer/kernel';
import type { MODES } from './rule.ts';

/** A word, and what becomes of a message that holds it. */
export interface Word {
  readonly word: string;
  readonly mode: (typeof MODES)[number];
}

/** The cache has one entry. */
const ALL = 'all';

/** The list: in memory of every node, and read anew on each once it was changed on one. */
export class Words {
  readonly #app: Application;
  readonly #cache;

  constructor(app: Application) {
    this.#app = app;
    this.#cache = app.caches.define({ name: 'moderation', capacity: 1, keyOf: String, load: () => this.#load() });
  }

  /** Those of the table, and those of the configuration. */
  all(): Promise<readonly Word[]> {
    return this.#cache.get(ALL);
  }

  /** Every node reads the table again. */
  changed(): void {
    this.#app.invalidate([`moderation:${ALL}`]);
  }

  async #load(): Promise<readonly Word[]> {
    const rows = await this.#app.sql.query<Word>('SELECT word, mode FROM moderation_word ORDER BY word');
    const configured = this.#app.config.moderation.words.map((word): Word => ({ word, mode: 'mask' }));
    return [...rows, ...configured];
  }
}
