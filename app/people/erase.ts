import { randomUUID } from 'node:crypto';
import type { SqlSession } from '../../engine/sql.ts';
import { endSessions, noteErasure } from '../account/session.ts';
import { ERASED } from '../account/user.ts';
import { findKeyOf } from '../text/find-key.ts';
import type { Holdings } from './holdings.ts';
import { ERASED_NAME } from './nameless.ts';

/** What an erased account leaves to be told. */
export interface ErasureResult {
  /** Sessions that ended. */
  readonly ended: readonly number[];
  /** What every node is to forget. */
  readonly outdated: readonly string[];
}

/**
 * Takes everything of a user out of the tables of all units but what was said to others, whose author has no name any more. In the transaction
 * that locked the user's row.
 */
export async function eraseUser(
  tx: SqlSession,
  people: Holdings,
  { userId, now }: { userId: number; now: number },
): Promise<ErasureResult> {
  const outdated = await people.erase(tx, { userId, now });
  const ended = await endSessions(tx, { userId, reason: 'logout', now });
  await tx.execute('DELETE FROM handover WHERE session_id IN (SELECT id FROM session WHERE user_id = ?)', [userId]);
  await tx.execute('DELETE FROM session WHERE user_id = ?', [userId]);
  await noteErasure(tx, userId, now);
  await blank(tx, userId, now);
  return { ended, outdated };
}

/** No username has a `~`: the name is free again, and nobody signs up as the one that is gone. */
async function blank(tx: SqlSession, userId: number, now: number): Promise<void> {
  await tx.execute(
    `UPDATE user SET username = ?, username_key = ?, password_hash = NULL, nickname = ?, name_key = '', find_key = ?, avatar = '', status = ?, device_id = NULL,
                     chatset = NULL, invite_confirm = 1, profile = NULL, login_at = NULL, show_presence = 1, show_profile = 0, uuid = ?, updated_at = ? WHERE id = ?`,
    [`erased_${userId}`, `~${userId}`, ERASED_NAME, findKeyOf(`erased_${userId}`, ERASED_NAME), ERASED, randomUUID(), now, userId],
  );
}
