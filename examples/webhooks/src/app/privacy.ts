import { definePrivacy } from '@foyer-chat/foyer/app';

/** Events that wait, or were given up, and whose they are. */
export default definePrivacy({
  sections: [
    {
      name: 'webhooks_deliveries',
      sql: `SELECT id AS page_key, event, created_at FROM webhooks_delivery WHERE user_id = ? AND id > ? ORDER BY id LIMIT ?`,
    },
  ],
  erase: (tx, { userId }) => tx.execute('DELETE FROM webhooks_delivery WHERE user_id = ?', [userId]),
  retention: [
    { name: 'webhooks_deliveries', table: 'webhooks_delivery', key: 'id', columns: ['failed_at'], keep: ({ webhooks }) => webhooks.keep },
  ],
});
