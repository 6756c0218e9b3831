import { Service } from '#kernel';
import { insertIgnore } from '../../engine/insert-ignore.ts';
import { isOpen } from '../account/act.ts';
import { findFriend } from '../account/friendship.ts';
import { fail } from '../error.ts';
import type { FriendRow } from '../presenter/friend.ts';

/** What users are to each other: following, and a look into one's own friend list. */
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

  /** Ends following; also of who was not followed. Fails with user_not_found. */
  async unfollow(userId: number, targetId: number): Promise<void> {
    await this.app.act({ userId, others: [targetId] }, async (tx, held) => {
      if (!isOpen(held, targetId)) fail('user_not_found');
      await tx.execute('DELETE FROM follow WHERE user_id = ? AND target_id = ?', [userId, targetId]);
    });
    this.app.invalidate([`relation:${userId}:${targetId}`]);
  }

  /** One's own row about a friend. Fails with not_friend. */
  async friend(userId: number, friendId: number): Promise<FriendRow> {
    return (await findFriend(this.app.sql, userId, friendId)) ?? fail('not_friend');
  }
}
