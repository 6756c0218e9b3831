import { definePrivacy } from '#app';

/** The codes that a user has made; they open nothing any more once the user is erased. */
export default definePrivacy({
  sections: [
    {
      name: 'codes',
      sql: `SELECT id AS page_key, kind, target_id, created_at, expires_at, max_uses, uses, scans, revoked_at FROM ticket
            WHERE maker_id = ? AND id > ? ORDER BY id LIMIT ?`,
    },
  ],
  erase: (tx, { userId, now }) =>
    tx.execute('UPDATE ticket SET revoked_at = ?, is_current = NULL WHERE maker_id = ? AND revoked_at IS NULL', [now, userId]),
});
