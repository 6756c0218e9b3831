import { Service } from '@foyer-chat/foyer/kernel';
import type { Word } from '../../words.ts';

/** The list, to be edited. */
export default class ModerationService extends Service {
  /** Every word, in order. */
  list(): Promise<readonly Word[]> {
    return this.app.moderation.all();
  }

  /** Puts these words in the place of those of a kind. */
  async set(words: readonly string[], mode: Word['mode']): Promise<void> {
    await this.app.sql.transaction(async (tx) => {
      await tx.execute('DELETE FROM moderation_word WHERE mode = ?', [mode]);
      for (const word of new Set(words)) {
        await tx.execute('DELETE FROM moderation_word WHERE word = ?', [word]);
        await tx.execute('INSERT INTO moderation_word (word, mode, created_at) VALUES (?, ?, ?)', [word, mode, Date.now()]);
      }
    });
    this.app.moderation.changed();
  }
}
