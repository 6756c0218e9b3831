import type { SqlSession } from '../../engine/sql.ts';
import { GROUP_STATUS } from '../cache.ts';
import type { Page } from '../page.ts';
import { foldName } from '../text/fold.ts';
import { roomKeyOf } from './room-key.ts';

/** A room as lists show it. */
export interface RoomRow {
  readonly id: number;
  readonly name: string;
  readonly avatar: string;
  readonly inviteConfirm: number;
  readonly memberCount: number;
  /** ms; 0 before the first message. */
  readonly lastAt: number;
  /** 1 when the one who looks is in it. */
  readonly joined: number;
}

/** Which rooms to list: for whom, only those they are in or not in, and those whose name holds the keyword or whose number it is. */
export interface RoomQuery extends Page {
  readonly userId: number;
  readonly joined?: 0 | 1 | undefined;
  readonly keyword?: string | undefined;
}

const MINE = 'EXISTS (SELECT 1 FROM member m WHERE m.user_id = ? AND m.conversation_id = g.id)';
const NUMBER = /^[1-9]\d{0,14}$/;

/** A page of open rooms, the newest first, with one row more if there are more. */
export async function listRooms(sql: SqlSession, query: RoomQuery): Promise<RoomRow[]> {
  const { userId, page, limit } = query;
  const filter = filterOf(query);
  return sql.query<RoomRow>(
    `SELECT g.id AS id, g.name AS name, g.avatar AS avatar, g.invite_confirm AS inviteConfirm, c.last_at AS lastAt,
            (SELECT COUNT(*) FROM member k WHERE k.conversation_id = g.id) AS memberCount, ${MINE} AS joined
     FROM chat_group g JOIN conversation c ON c.id = g.id
     WHERE g.room_key IS NOT NULL AND g.status = ?${filter.where}
     ORDER BY g.id DESC LIMIT ? OFFSET ?`,
    [userId, GROUP_STATUS.open, ...filter.params, limit + 1, (page - 1) * limit],
  );
}

/** The number of the open room of this key, or with this number. */
export async function findRoom(sql: SqlSession, by: { readonly key: string } | { readonly id: number }): Promise<number | undefined> {
  const [where, value] = 'key' in by ? ['room_key = ?', by.key] : ['id = ? AND room_key IS NOT NULL', by.id];
  const [row] = await sql.query<{ id: number }>(`SELECT id FROM chat_group WHERE ${where} AND status = ?`, [value, GROUP_STATUS.open]);
  return row?.id;
}

/** Matches keys, which are exact: SQLite and MySQL would each fold names in their own way. Of a key that ends in a hash the whole name counts. */
function filterOf({ userId, joined, keyword = '' }: RoomQuery): { readonly where: string; readonly params: readonly (string | number)[] } {
  const membership =
    joined === undefined ? { where: '', params: [] } : { where: ` AND ${joined === 1 ? '' : 'NOT '}${MINE}`, params: [userId] };
  const part = foldName(keyword);
  if (part === '') return membership;
  const pattern = `%${part.replaceAll(/[!%_]/g, '!$&')}%`;
  const number = NUMBER.test(part) ? Number(part) : 0;
  const where = `${membership.where} AND (g.room_key LIKE ? ESCAPE '!' OR g.room_key = ? OR g.id = ?)`;
  return { where, params: [...membership.params, pattern, roomKeyOf(keyword), number] };
}
