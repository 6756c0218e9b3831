import { definePrivacy } from '#app';

/** The browsers that a user has told of messages; the keys of a browser are its own secret. */
export default definePrivacy({
  sections: [
    {
      name: 'push_subscriptions',
      sql: 'SELECT id AS page_key, endpoint, created_at FROM push_subscription WHERE user_id = ? AND id > ? ORDER BY id LIMIT ?',
    },
  ],
  erase: (tx, { userId }) => tx.execute('DELETE FROM push_subscription WHERE user_id = ?', [userId]),
});
