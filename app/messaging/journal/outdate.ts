import type { Sql } from '../../../engine/sql.ts';
import { BY_KEY } from '../../schema/by-key.ts';
import { marks } from '../../../engine/marks.ts';

/** Conversations per transaction: nobody waits for more of them than that. */
const CHUNK = 200;

/**
 * After a commit that closed an account: gives every conversation of the user another version, so that the journal refuses what was decided
 * before. When it resolves, everything of the user that is stored was stored by now.
 */
export async function outdateConversations(sql: Sql, userId: number): Promise<void> {
  for (let after = 0; ;) {
    const rows = await sql.query<{ id: number }>(
      'SELECT conversation_id AS id FROM member WHERE user_id = ? AND conversation_id > ? ORDER BY conversation_id LIMIT ?',
      [userId, after, CHUNK],
    );
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) {
      const update = `UPDATE conversation ${BY_KEY} SET acl_version = acl_version + 1 WHERE id IN (${marks('?', ids.length)})`;
      await sql.transaction((tx) => tx.execute(update, ids));
    }
    if (ids.length < CHUNK) return;
    after = ids.at(-1) ?? after;
  }
}
