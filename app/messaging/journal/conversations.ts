import type { Sql, SqlRow } from '../../../engine/sql.ts';
import { NOTICE_TYPE } from '../../../protocol/index.ts';
import { readable } from '../../group/readable.ts';
import type { StoredMessage } from './draft.ts';
import { readMessage } from './statement.ts';

/** Which part of the conversation list. */
export interface ConversationPage {
  /** Time of the last row of the page before. */
  readonly before: number | undefined;
  readonly limit: number;
}

/** A conversation of a user, with its last message. */
export interface ListedConversation {
  readonly conversationId: number;
  readonly kind: string;
  /** The other user of a single conversation; of a group its id. */
  readonly peerId: number;
  readonly lastSeq: number;
  readonly lastAt: number;
  readonly readSeq: number;
  readonly deliveredSeq: number;
  /** Read cursor of the peer of a single conversation, as far as it is told. */
  readonly peerReadSeq: number;
  /** Others' messages after the read cursor, at most MOST_UNREAD. */
  readonly unread: number;
  readonly mentionSeq: number;
  readonly isPinned: boolean;
  readonly isQuiet: boolean;
  readonly isMarked: boolean;
  /** null where nothing was said that the user may read. */
  readonly last: StoredMessage | null;
}

/** Unread messages are counted up to here; a screen shows "99+". */
export const MOST_UNREAD = 100;

/** Bounded, so that a conversation that nobody reads costs no more than one that is read. */
const UNREAD = `SELECT ? AS id, COUNT(*) AS unread FROM (SELECT 1 FROM message
                WHERE conversation_id = ? AND seq > ? AND sender_id <> ? AND type <> '${NOTICE_TYPE}' LIMIT ${MOST_UNREAD}) AS bounded`;

/** A page of a user's conversations, by last message; the first one begins with those that are pinned. */
export async function listConversations(
  sql: Sql,
  userId: number,
  { before = Number.MAX_SAFE_INTEGER, limit }: ConversationPage,
): Promise<{ rows: ListedConversation[]; more: boolean }> {
  const { page, more } = await readWholeTimes(sql, [userId, before], limit);
  const rows = before === Number.MAX_SAFE_INTEGER ? withPinned(await sql.query(PINNED, [userId, MOST_PINNED]), page) : page;
  const unread = await countUnread(sql, userId, rows);
  return { rows: rows.map((row) => read(row, unread)), more };
}

/** One row of a user's list; undefined when the list does not show it. */
export async function findConversation(sql: Sql, userId: number, conversationId: number): Promise<ListedConversation | undefined> {
  const rows = await sql.query(ONE, [userId, conversationId]);
  const unread = await countUnread(sql, userId, rows);
  return rows.map((row) => read(row, unread))[0];
}

/** A single conversation is there from its first message on, a group from the day it was made, unless it is banned. */
const ROWS = `SELECT k.conversation_id AS id, k.peer_id, k.joined_seq, k.read_seq, k.delivered_seq, k.mention_seq, k.is_pinned, k.is_quiet, k.is_unread,
                     c.kind, c.last_seq, c.last_at, COALESCE(p.shown_seq, 0) AS peer_read_seq,
                     m.conversation_id, m.seq, m.sender_id, m.client_id, m.type, m.data, m.options, m.created_at
              FROM member k JOIN conversation c ON c.id = k.conversation_id
              LEFT JOIN message m ON m.conversation_id = c.id AND m.seq = c.last_seq AND m.seq > k.joined_seq
              LEFT JOIN member p ON p.user_id = k.peer_id AND p.conversation_id = c.id AND c.kind = 'single'
              WHERE k.user_id = ? AND (c.last_seq > k.hidden_seq OR (c.kind = 'group' AND c.last_seq = 0)) AND ${readable('c.id')}`;
const ORDER = 'ORDER BY c.last_at DESC, c.id DESC LIMIT ?';
const LIST = `${ROWS} AND c.last_at < ? ${ORDER}`;
const ONE = `${ROWS} AND k.conversation_id = ?`;
const PINNED = `${ROWS} AND k.is_pinned = 1 ${ORDER}`;
/** Pinned conversations are told all at once. */
const MOST_PINNED = 100;

/** Those that are on the page stay there: the next page begins before the last row of it. */
function withPinned(pinned: readonly SqlRow[], page: readonly SqlRow[]): SqlRow[] {
  const ids = new Set(page.map(({ id }) => id));
  return [...pinned.filter(({ id }) => !ids.has(id ?? 0)), ...page];
}

/** A page never ends between two conversations of one time: the next one begins before that time. One commit may give it to many. */
async function readWholeTimes(
  sql: Sql,
  where: readonly [userId: number, before: number],
  limit: number,
): Promise<{ page: SqlRow[]; more: boolean }> {
  const rows = await sql.query(LIST, [...where, limit + 1]);
  const [last, next] = [rows[limit - 1], rows[limit]];
  if (last && next && last['last_at'] === next['last_at']) return readWholeTimes(sql, where, limit * 2);
  return { page: rows.slice(0, limit), more: next !== undefined };
}

/** SQLite takes 500 branches in one statement. */
const BRANCHES = 100;

/** A branch per conversation: each is a range of the primary key, and MariaDB lets no inner query see an outer row. */
async function countUnread(sql: Sql, userId: number, rows: readonly SqlRow[]): Promise<ReadonlyMap<number, number>> {
  const behind = rows.filter((row) => Number(row['read_seq']) < Number(row['last_seq']));
  const counts = new Map<number, number>();
  for (let at = 0; at < behind.length; at += BRANCHES) {
    const chunk = behind.slice(at, at + BRANCHES);
    const params = chunk.flatMap((row) => {
      const id = Number(row['id']);
      return [id, id, Number(row['read_seq']), userId];
    });
    const counted = await sql.query<{ id: number; unread: number }>(chunk.map(() => UNREAD).join(' UNION ALL '), params);
    for (const { id, unread } of counted) counts.set(id, unread);
  }
  return counts;
}

function read(row: SqlRow, unread: ReadonlyMap<number, number>): ListedConversation {
  const id = Number(row['id']);
  return {
    conversationId: id,
    kind: String(row['kind']),
    peerId: Number(row['peer_id']),
    lastSeq: Number(row['last_seq']),
    lastAt: Number(row['last_at']),
    readSeq: Number(row['read_seq']),
    deliveredSeq: Number(row['delivered_seq']),
    peerReadSeq: Number(row['peer_read_seq']),
    unread: unread.get(id) ?? 0,
    mentionSeq: Number(row['mention_seq']),
    isPinned: row['is_pinned'] === 1,
    isQuiet: row['is_quiet'] === 1,
    isMarked: row['is_unread'] === 1,
    last: row['seq'] === null ? null : readMessage(row),
  };
}
