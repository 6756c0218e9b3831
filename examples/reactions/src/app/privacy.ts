import { definePrivacy } from '@foyer-chat/foyer/app';

/** Who reacted to what: their own to take along, and gone with them or with the message. */
export default definePrivacy({
  sections: [
    {
      name: 'reactions',
      sql: `SELECT id AS page_key, conversation_id, seq, emoji, created_at FROM reactions_reaction WHERE user_id = ? AND id > ? ORDER BY id LIMIT ?`,
    },
  ],
  erase: (tx, { userId }) => tx.execute('DELETE FROM reactions_reaction WHERE user_id = ?', [userId]),
  forget: (tx, { conversationId, messages }) =>
    tx.execute('DELETE FROM reactions_reaction WHERE conversation_id = ? AND seq <= ?', [
      conversationId,
      messages ? (messages.at(-1)?.seq ?? 0) : Number.MAX_SAFE_INTEGER,
    ]),
});
