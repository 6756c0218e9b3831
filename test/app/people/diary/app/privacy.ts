import { definePrivacy, inSteps } from '#app';

const PORTION = 2;

/** What the diary holds of people. */
export default definePrivacy({
  sections: [
    { name: 'diary', sql: 'SELECT id AS page_key, text, created_at FROM diary_page WHERE user_id = ? AND id > ? ORDER BY id LIMIT ?' },
    {
      name: 'diary_cover',
      read: async ({ app }, userId) => {
        const rows = await app.sql.query<{ words: number }>('SELECT COUNT(*) AS words FROM diary_word WHERE user_id = ?', [userId]);
        return { words: Number(rows[0]?.words) };
      },
    },
  ],
  async erase(tx, { userId, outdate }) {
    outdate([`diary:${userId}`]);
    await tx.execute('DELETE FROM diary_page WHERE user_id = ?', [userId]);
  },
  clear({ app: { sql } }, { userId }) {
    const portion = async (): Promise<number> => {
      const rows = await sql.query<{ id: number }>('SELECT id FROM diary_word WHERE user_id = ? ORDER BY id LIMIT ?', [userId, PORTION]);
      for (const { id } of rows) await sql.execute('DELETE FROM diary_word WHERE id = ?', [id]);
      return rows.length;
    };
    return inSteps(portion, { full: PORTION });
  },
  forget(tx, { conversationId, messages }) {
    const text = messages === null ? 'all' : messages.map(({ seq, data }) => `${seq} ${data}`).join(', ');
    const insert = 'INSERT INTO diary_page (user_id, text, created_at) VALUES (?, ?, ?)';
    return tx.execute(insert, [-conversationId, text, Date.now()]);
  },
  retention: [{ name: 'diary_pages', table: 'diary_page', key: 'id', columns: ['created_at'], keep: () => 86_400_000 }],
});
