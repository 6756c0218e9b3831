import { Service } from '#kernel';
import { insertIgnore } from '../../engine/insert-ignore.ts';
import { isOpen } from '../account/act.ts';
import { fail } from '../error.ts';

/** Whom users follow. */
export default class RelationService extends Service {
  /** Follows a user; following twice is following. Fails with user_not_found or follow_self. */
  async follow(userId: number, targetId: number): Promise<void> {
    if (userId === targetId) fail('follow_self');
    const insert = insertIgnore(this.app.sql.dialect);
    await this.app.act({ userId, others: [targetId] }, async (tx, held) => {
      if (!isOpen(held, targetId)) fail('user_not_found');
      await tx.execute(`${insert} INTO follow (user_id, target_id, created_at) VALUES (?, ?, ?)`, [userId, targetId, Date.now()]);
    });
    this.app.invalidate([`relation:${userId}:${targetId}`]);
  }

  /** Ends following; a user who was not followed is no fault. Fails with user_not_found. */
  async unfollow(userId: number, targetId: number): Promise<void> {
    await this.app.act({ userId, others: [targetId] }, async (tx, held) => {
      if (!isOpen(held, targetId)) fail('user_not_found');
      await tx.execute('DELETE FROM follow WHERE user_id = ? AND target_id = ?', [userId, targetId]);
    });
    this.app.invalidate([`relation:${userId}:${targetId}`]);
  }
}
