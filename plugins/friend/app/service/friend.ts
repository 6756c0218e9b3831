import { fail, findUser, pairKeys, type CachedUser, type Page, type UserRow } from '#app';
import { Service } from '#kernel';
import type { SqlSession } from '../../../../engine/sql.ts';
import type { FriendRow, ListedFriendRow } from '../../presenter/friend.ts';
import { findFriend, separate } from '../../store/friendship.ts';
import { fillNameKeys } from '../../store/name-keys.ts';

/** A flag that is set or cleared; undefined turns it round. */
export type Toggle = 0 | 1 | undefined;

/** Which friends to list: those on the blacklist, or the others. */
export interface FriendQuery extends Page {
  readonly black: 0 | 1;
}

/** Whether a friend may see the owner's moments, and whether the owner sees the friend's. */
export interface Visibility {
  readonly friendlookme: 0 | 1;
  readonly melookfriend: 0 | 1;
}

/** The caller's friends, and what the caller has set for each; nobody else sees that (D33). */
export default class FriendService extends Service {
  /** A page of the friend list in the order of the names shown, and how many friends there are in all. */
  async list(me: CachedUser, { page, limit, black }: FriendQuery): Promise<{ count: number; rows: ListedFriendRow[] }> {
    const { sql } = this.app;
    await fillNameKeys(sql, me.id);
    const from = `FROM friend f JOIN user u ON u.id = f.friend_id
      WHERE f.user_id = ? AND ${black === 1 ? '' : 'NOT'} EXISTS
        (SELECT 1 FROM blacklist b WHERE b.user_id = f.user_id AND b.target_id = f.friend_id)`;
    const [rows, counts] = await Promise.all([
      sql.query<ListedFriendRow>(
        `SELECT f.id AS id, f.friend_id AS friend_id, f.remark AS remark, u.uuid AS uuid, u.username AS username, u.nickname AS nickname,
                u.avatar AS avatar, COALESCE(NULLIF(f.remark_key, ''), u.name_key) AS sort_key
         ${from} ORDER BY sort_key, f.id LIMIT ? OFFSET ?`,
        [me.id, limit, (page - 1) * limit],
      ),
      sql.query<{ count: number }>(`SELECT COUNT(*) AS count ${from}`, [me.id]),
    ]);
    return { count: counts[0]?.count ?? 0, rows };
  }

  /** One's own row about a friend. Fails with not_friend. */
  async own(me: CachedUser, friendId: number): Promise<FriendRow> {
    return (await findFriend(this.app.sql, me.id, friendId)) ?? fail('not_friend');
  }

  /** A friend with the account. Fails with friend_not_found. */
  async show(me: CachedUser, friendId: number): Promise<{ friend: FriendRow; user: UserRow }> {
    const { sql } = this.app;
    const [friend, user] = await Promise.all([findFriend(sql, me.id, friendId), findUser(sql, 'id', friendId)]);
    return friend && user ? { friend, user } : fail('friend_not_found');
  }

  /** Marks a friend with a star, or no longer. Fails with friend_unavailable, also for one on the blacklist. */
  async setStar(me: CachedUser, friendId: number, value: Toggle): Promise<void> {
    await this.#change([me.id, friendId], async (tx) => {
      const friend = await assertOpenFriend(tx, me.id, friendId);
      await tx.execute('UPDATE friend SET is_star = ? WHERE id = ?', [value ?? 1 - friend.is_star, friend.id]);
    });
  }

  /** Sets who of the two sees the other's moments. Fails with friend_unavailable, also for one on the blacklist. */
  async setVisibility(me: CachedUser, friendId: number, { friendlookme, melookfriend }: Visibility): Promise<void> {
    await this.#change([me.id, friendId], async (tx) => {
      const { id } = await assertOpenFriend(tx, me.id, friendId);
      await tx.execute('UPDATE friend SET look_me = ?, look_friend = ? WHERE id = ?', [friendlookme, melookfriend, id]);
    });
  }

  /** Sets the caller's own name for a friend; '' takes it away. Fails with friend_not_found. */
  async setRemark(me: CachedUser, friendId: number, remark: string): Promise<void> {
    await this.#change([me.id, friendId], async (tx) => {
      const friend = (await findFriend(tx, me.id, friendId)) ?? fail('friend_not_found');
      await tx.execute(`UPDATE friend SET remark = ?, remark_key = '' WHERE id = ?`, [remark.trim(), friend.id]);
    });
  }

  /** Puts a friend on the caller's blacklist, or takes off it. Fails with friend_not_found. */
  async setBlack(me: CachedUser, friendId: number, value: Toggle): Promise<void> {
    await this.service.blacklist.change([me.id, friendId], async (tx) => {
      const friend = (await findFriend(tx, me.id, friendId)) ?? fail('friend_not_found');
      return value ?? (friend.is_black === 0 ? 1 : 0);
    });
  }

  /** Ends a friendship on both sides, with all that the two asked of each other. Fails with friend_required. */
  async end(me: CachedUser, friendId: number): Promise<void> {
    const pair = [me.id, friendId] as const;
    await this.#change(pair, async (tx) => {
      if (!(await findFriend(tx, me.id, friendId))) fail('friend_required');
      await separate(tx, pair);
    });
    this.app.invalidate(pairKeys(pair));
  }

  /** Changes what stands between two users, one change after the other. */
  #change([me, other]: readonly [number, number], work: (tx: SqlSession) => Promise<void>): Promise<void> {
    return this.app.act({ userId: me, others: [other] }, work);
  }
}

async function assertOpenFriend(tx: SqlSession, userId: number, friendId: number): Promise<FriendRow> {
  const friend = await findFriend(tx, userId, friendId);
  return friend && friend.is_black === 0 ? friend : fail('friend_unavailable');
}
