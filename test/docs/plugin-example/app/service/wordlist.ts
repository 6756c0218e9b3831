import { Service } from '#kernel';

/** A word, and how often it was masked. */
export interface Hits {
  readonly word: string;
  readonly hits: number;
}

/** The list at work. */
export default class WordlistService extends Service {
  /** The user's text with every listed word masked; each is counted once. */
  async clean(text: string, userId: number): Promise<string> {
    const { words, mask } = this.config.wordlist;
    const found = words.filter((word) => text.includes(word));
    for (const word of found) await this.#count(word, userId);
    return found.reduce((cleaned, word) => cleaned.replaceAll(word, mask.repeat(word.length)), text);
  }

  /** The first word of a text that is refused; undefined where there is none. */
  banned(text: string): string | undefined {
    return this.config.wordlist.banned.find((word) => text.includes(word));
  }

  /** The words that were masked most. */
  hits(limit: number): Promise<Hits[]> {
    const sql = 'SELECT word, COUNT(*) AS hits FROM wordlist_hit GROUP BY word ORDER BY hits DESC, word LIMIT ?';
    return this.app.sql.query<Hits>(sql, [limit]);
  }

  /** By `app.act`, so that nothing of a user comes into the table after the account was erased. */
  async #count(word: string, userId: number): Promise<void> {
    const insert = 'INSERT INTO wordlist_hit (user_id, word, created_at) VALUES (?, ?, ?)';
    await this.app.act({ userId }, (tx) => tx.execute(insert, [userId, word, Date.now()]));
  }
}
