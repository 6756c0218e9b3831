import type { FriendBook } from '#app';
import { marks } from '../../../engine/marks.ts';

/** What the app asks of the lists of friends. */
export const friendBook: FriendBook = {
  listed: 'SELECT 1 FROM friend WHERE user_id = ? AND friend_id = ?',

  async behind(tx, userId, rowIds) {
    const rows = await tx.query<{ id: number; friendId: number }>(
      `SELECT id, friend_id AS friendId FROM friend WHERE user_id = ? AND id IN (${marks('?', rowIds.length)})`,
      [userId, ...rowIds],
    );
    return new Map(rows.map(({ id, friendId }) => [id, friendId]));
  },

  async remarks(sql, userId, friendIds) {
    const rows = await sql.query<{ id: number; remark: string }>(
      `SELECT friend_id AS id, remark FROM friend WHERE user_id = ? AND remark <> '' AND friend_id IN (${marks('?', friendIds.length)})`,
      [userId, ...friendIds],
    );
    return new Map(rows.map(({ id, remark }) => [id, remark]));
  },

  /** The one who is blacklisted sees the own request wait as before. */
  async shunned(tx, [by, target]) {
    await tx.execute(`DELETE FROM friend_application WHERE user_id = ? AND target_id = ? AND status = 'pending'`, [by, target]);
    await tx.execute(
      `UPDATE friend_application SET status = 'ignore', updated_at = ? WHERE user_id = ? AND target_id = ? AND status = 'pending'`,
      [Date.now(), target, by],
    );
  },
};
