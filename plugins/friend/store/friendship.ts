import { changeRights, QUOTA, type Role } from '#app';
import { insertIgnore } from '../../../engine/insert-ignore.ts';
import type { Sql, SqlSession } from '../../../engine/sql.ts';
import type { ApplicationStatus } from '../../../protocol/index.ts';
import type { FriendRow } from '../presenter/friend.ts';

/** A friend request as both sides' decisions need it. */
export interface StoredRequest {
  readonly id: number;
  readonly userId: number;
  readonly targetId: number;
  readonly status: ApplicationStatus;
  /** The applicant's own name for the other. */
  readonly remark: string;
}

/** How a user and another stand. */
export interface Relationship {
  /** The other one; undefined where there is none. */
  readonly target: { readonly role: Role; readonly status: number; readonly inviteConfirm: number } | undefined;
  /** Each has the other in the list. */
  readonly areFriends: boolean;
  /** The other has blacklisted the user. */
  readonly isBlocked: boolean;
  /** What the user asked of the other, and the other of the user. */
  readonly mine: StoredRequest | undefined;
  readonly theirs: StoredRequest | undefined;
}

/** One side of a new friendship. */
export interface Side {
  readonly id: number;
  /** This side's name for the other one. */
  readonly remark: string;
}

/** How the first user stands with the second; certain only while both rows are held. */
export async function readStanding(sql: SqlSession, [me, other]: readonly [number, number]): Promise<Relationship> {
  const [users, counts, requests] = await Promise.all([
    sql.query<NonNullable<Relationship['target']>>('SELECT role, status, invite_confirm AS inviteConfirm FROM user WHERE id = ?', [other]),
    sql.query<{ friends: number; blocked: number }>(
      `SELECT (SELECT COUNT(*) FROM friend WHERE (user_id = ? AND friend_id = ?) OR (user_id = ? AND friend_id = ?)) AS friends,
              (SELECT COUNT(*) FROM blacklist WHERE user_id = ? AND target_id = ?) AS blocked`,
      [me, other, other, me, other, me],
    ),
    sql.query<StoredRequest>(
      `SELECT id, user_id AS userId, target_id AS targetId, status, remark FROM friend_application
       WHERE (user_id = ? AND target_id = ?) OR (user_id = ? AND target_id = ?)`,
      [me, other, other, me],
    ),
  ]);
  return {
    target: users[0],
    areFriends: Number(counts[0]?.friends) === 2,
    isBlocked: Number(counts[0]?.blocked) > 0,
    mine: requests.find(({ userId }) => userId === me),
    theirs: requests.find(({ userId }) => userId === other),
  };
}

/** A user's own row about a friend. */
export async function findFriend(sql: SqlSession, userId: number, friendId: number): Promise<FriendRow | undefined> {
  const [row] = await sql.query<FriendRow>(
    `SELECT id, user_id, friend_id, remark, is_star, look_me, look_friend,
            (SELECT COUNT(*) FROM blacklist WHERE blacklist.user_id = friend.user_id AND target_id = friend_id) AS is_black
     FROM friend WHERE user_id = ? AND friend_id = ?`,
    [userId, friendId],
  );
  return row;
}

/** Puts each into the other's list, answers what they asked of each other, and lets both write freely. While both rows are held. */
export async function befriend(tx: SqlSession, dialect: Sql['dialect'], [one, two]: readonly [Side, Side]): Promise<void> {
  const now = Date.now();
  const insert = insertIgnore(dialect);
  const rows = [one.id, two.id, one.remark, now, two.id, one.id, two.remark, now];
  await tx.execute(`${insert} INTO friend (user_id, friend_id, remark, created_at) VALUES (?, ?, ?, ?), (?, ?, ?, ?)`, rows);
  await tx.execute(
    `UPDATE friend_application SET status = 'agree', updated_at = ?
     WHERE ((user_id = ? AND target_id = ?) OR (user_id = ? AND target_id = ?)) AND status <> 'agree'`,
    [now, one.id, two.id, two.id, one.id],
  );
  await changeRights(tx, [one.id, two.id], QUOTA.open);
}

/** Takes each out of the other's list with all that they asked; what they wrote stays, the first one no longer sees it listed. While both rows are held. */
export async function separate(tx: SqlSession, [me, other]: readonly [number, number]): Promise<void> {
  const both = [me, other, other, me];
  await tx.execute('DELETE FROM friend WHERE (user_id = ? AND friend_id = ?) OR (user_id = ? AND friend_id = ?)', both);
  await tx.execute('DELETE FROM friend_application WHERE (user_id = ? AND target_id = ?) OR (user_id = ? AND target_id = ?)', both);
  const conversation = await changeRights(tx, [me, other], QUOTA.fresh);
  if (conversation === undefined) return;
  await tx.execute(
    'UPDATE member SET hidden_seq = (SELECT last_seq FROM conversation WHERE id = ?) WHERE user_id = ? AND conversation_id = ?',
    [conversation, me, conversation],
  );
}
