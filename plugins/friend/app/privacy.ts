import { definePrivacy, type Erasure } from '#app';
import type { SqlSession } from '../../../engine/sql.ts';

/** What an export shows of the other one. */
const USER = 'u.username AS username, u.nickname AS nickname';

/** Whom a user has in the list, and who asked whom. */
export default definePrivacy({
  sections: [
    {
      name: 'friends',
      sql: `SELECT f.id AS page_key, f.friend_id AS user_id, ${USER}, f.remark, f.is_star, f.look_me, f.look_friend, f.created_at
            FROM friend f JOIN user u ON u.id = f.friend_id WHERE f.user_id = ? AND f.id > ? ORDER BY f.id LIMIT ?`,
    },
    {
      // Whoever was ignored is not told so.
      name: 'friend_applications_sent',
      sql: `SELECT a.id AS page_key, a.target_id AS user_id, ${USER}, a.remark, a.note,
                   CASE WHEN a.status = 'ignore' THEN 'pending' ELSE a.status END AS status, a.created_at
            FROM friend_application a JOIN user u ON u.id = a.target_id WHERE a.user_id = ? AND a.id > ? ORDER BY a.id LIMIT ?`,
    },
    {
      // The remark is the applicant's own.
      name: 'friend_applications_received',
      sql: `SELECT a.id AS page_key, a.user_id, ${USER}, a.note, a.status, a.created_at, a.updated_at
            FROM friend_application a JOIN user u ON u.id = a.user_id WHERE a.target_id = ? AND a.id > ? ORDER BY a.id LIMIT ?`,
    },
  ],
  erase,
});

/** Out of both lists, whoever had whom. */
async function erase(tx: SqlSession, { userId, outdate }: Erasure): Promise<void> {
  const friends = await tx.query<{ id: number }>('SELECT friend_id AS id FROM friend WHERE user_id = ?', [userId]);
  outdate(friends.flatMap(({ id }) => [`relation:${userId}:${id}`, `relation:${id}:${userId}`]));
  await tx.execute('DELETE FROM friend WHERE user_id = ?', [userId]);
  await tx.execute('DELETE FROM friend WHERE friend_id = ?', [userId]);
  await tx.execute('DELETE FROM friend_application WHERE user_id = ?', [userId]);
  await tx.execute('DELETE FROM friend_application WHERE target_id = ?', [userId]);
}
