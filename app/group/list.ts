import type { SqlSession } from '../../engine/sql.ts';
import { GROUP_STATUS } from '../cache.ts';
import type { Page } from '../page.ts';
import type { Role } from '../account/user.ts';
import { findPattern } from '../text/find-key.ts';
import { GROUP_COLUMNS, type StoredGroup } from './store.ts';

/** A group as a list shows it. */
export interface ListedGroup extends StoredGroup {
  readonly createdAt: number;
  /** Members. */
  readonly count: number;
}

/** One's own place in a group. */
export interface OwnPlace {
  /** One of GROUP_ROLE; null for a user outside. */
  readonly role: number | null;
  readonly myNickname: string;
  readonly myAvatar: string;
  readonly mutedUntil: number;
}

/** A member with the user behind it. */
export interface ListedMember {
  readonly userId: number;
  /** One of GROUP_ROLE. */
  readonly role: number;
  /** Name and picture in this group; '' where the user's own are used. */
  readonly groupNickname: string;
  readonly groupAvatar: string;
  readonly mutedUntil: number;
  readonly joinedAt: number;
  readonly uuid: string;
  readonly username: string;
  readonly nickname: string;
  readonly avatar: string;
  readonly userRole: Role;
}

const GROUP = `${GROUP_COLUMNS}, g.created_at AS createdAt,
  (SELECT COUNT(*) FROM member n WHERE n.conversation_id = g.id) AS count`;
const MINE = 'm.role AS role, m.nickname AS myNickname, m.avatar AS myAvatar, m.muted_until AS mutedUntil';

/** The open groups that a user is in, newest first. */
export function listGroups(sql: SqlSession, userId: number, { page, limit }: Page): Promise<(ListedGroup & OwnPlace)[]> {
  return sql.query<ListedGroup & OwnPlace>(
    `SELECT ${GROUP}, ${MINE} FROM member m JOIN chat_group g ON g.id = m.conversation_id
     WHERE m.user_id = ? AND g.status = ? ORDER BY m.conversation_id DESC LIMIT ? OFFSET ?`,
    [userId, GROUP_STATUS.open, limit, (page - 1) * limit],
  );
}

/** An open group as a user stands in it, or outside. */
export async function findGroup(sql: SqlSession, groupId: number, userId: number): Promise<(ListedGroup & OwnPlace) | undefined> {
  const [row] = await sql.query<ListedGroup & OwnPlace>(
    `SELECT ${GROUP}, ${MINE} FROM chat_group g LEFT JOIN member m ON m.conversation_id = g.id AND m.user_id = ?
     WHERE g.id = ? AND g.status = ?`,
    [userId, groupId, GROUP_STATUS.open],
  );
  return row;
}

/** Members of a group: the owner, the admins, then the rest as they came. */
export function listMembers(sql: SqlSession, groupId: number, { page, limit }: Page): Promise<ListedMember[]> {
  return sql.query<ListedMember>(
    `SELECT m.user_id AS userId, m.role AS role, m.nickname AS groupNickname, m.avatar AS groupAvatar, m.muted_until AS mutedUntil,
            m.created_at AS joinedAt, u.uuid AS uuid, u.username AS username, u.nickname AS nickname, u.avatar AS avatar, u.role AS userRole
     FROM member m JOIN user u ON u.id = m.user_id WHERE m.conversation_id = ?
     ORDER BY m.role DESC, m.created_at, m.user_id LIMIT ? OFFSET ?`,
    [groupId, limit, (page - 1) * limit],
  );
}

/** A page of all groups whose name holds the text, literally, or whose number it is; newest first, and how many there are. */
export async function searchGroups(
  sql: SqlSession,
  search: string,
  { page, limit }: Page,
): Promise<{ rows: ListedGroup[]; total: number }> {
  const number = /^\d{1,15}$/.test(search) ? Number(search) : 0;
  const where = `WHERE g.find_key LIKE ? ESCAPE '!' OR g.id = ?`;
  const params = [findPattern(search) ?? '%', number];
  const rows = await sql.query<ListedGroup>(`SELECT ${GROUP} FROM chat_group g ${where} ORDER BY g.id DESC LIMIT ? OFFSET ?`, [
    ...params,
    limit,
    (page - 1) * limit,
  ]);
  const [count] = await sql.query<{ total: number }>(`SELECT COUNT(*) AS total FROM chat_group g ${where}`, params);
  return { rows, total: Number(count?.total) };
}
