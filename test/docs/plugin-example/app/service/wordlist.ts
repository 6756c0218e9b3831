import { Service } from '#kernel';

/** A word, and how often it was masked. */
export interface Hits {
  readonly word: string;
  readonly hits: number;
}

/** The list at work. */
export default class WordlistService extends Service {
  /** The text with every listed word masked; each is counted once. */
  async clean(text: string): Promise<string> {
    const { words, mask } = this.config.wordlist;
    const found = words.filter((word) => text.includes(word));
    for (const word of found) await this.#count(word);
    return found.reduce((cleaned, word) => cleaned.replaceAll(word, mask.repeat(word.length)), text);
  }

  /** The first word of a text that is refused; undefined where there is none. */
  banned(text: string): string | undefined {
    return this.config.wordlist.banned.find((word) => text.includes(word));
  }

  /** Removes hits that are older than they are kept. */
  async forgetOld(): Promise<void> {
    await this.app.sql.execute('DELETE FROM wordlist_hit WHERE created_at < ?', [Date.now() - this.config.wordlist.keep]);
  }

  /** The words that were masked most. */
  hits(limit: number): Promise<Hits[]> {
    const sql = 'SELECT word, COUNT(*) AS hits FROM wordlist_hit GROUP BY word ORDER BY hits DESC, word LIMIT ?';
    return this.app.sql.query<Hits>(sql, [limit]);
  }

  async #count(word: string): Promise<void> {
    await this.app.sql.execute('INSERT INTO wordlist_hit (word, created_at) VALUES (?, ?)', [word, Date.now()]);
  }
}
