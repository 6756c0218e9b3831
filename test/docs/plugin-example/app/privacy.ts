import { definePrivacy } from '#app';

/** Whose words were masked. */
export default definePrivacy({
  sections: [
    {
      name: 'wordlist_hits',
      sql: 'SELECT id AS page_key, word, created_at FROM wordlist_hit WHERE user_id = ? AND id > ? ORDER BY id LIMIT ?',
    },
  ],
  erase: (tx, { userId }) => tx.execute('DELETE FROM wordlist_hit WHERE user_id = ?', [userId]),
  retention: [{ name: 'wordlist_hits', table: 'wordlist_hit', key: 'id', columns: ['created_at'], keep: ({ wordlist }) => wordlist.keep }],
});
