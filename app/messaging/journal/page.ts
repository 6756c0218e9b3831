import type { Sql } from '../../../engine/sql.ts';
import type { StoredMessage } from './draft.ts';
import type { MessagePlace } from './message-id.ts';
import { MESSAGE_COLUMNS, readMessage } from './statement.ts';

/** Which part of a conversation: before or after a seq (exclusive), else the newest. */
export interface PageQuery {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
  /** What stands up to here is not the reader's. */
  readonly joinedSeq?: number | undefined;
}

/**
 * Bytes of the messages of one page, however long each is: what is read at once stays in memory until its reader has taken it, and that may
 * be never. One message is a page in any case.
 */
const MOST_BYTES = 256 * 1024;

interface Size {
  readonly seq: number;
  readonly bytes: number;
}

/** A range of the primary key, ascending, of at most so many messages and bytes; `more` tells whether the same direction holds more. */
export async function readPage(
  sql: Sql,
  conversationId: number,
  { before, after, limit, joinedSeq = 0 }: PageQuery,
): Promise<{ messages: StoredMessage[]; more: boolean }> {
  const [where, bound, order] =
    after === undefined ? ['seq < ?', before ?? Number.MAX_SAFE_INTEGER, 'DESC'] : ['seq > ?', Math.max(after, joinedSeq), 'ASC'];
  const sizes = await sql.query<Size>(
    `SELECT seq, OCTET_LENGTH(data) + COALESCE(OCTET_LENGTH(options), 0) AS bytes
     FROM message WHERE conversation_id = ? AND ${where} AND seq > ? ORDER BY seq ${order} LIMIT ?`,
    [conversationId, bound, joinedSeq, limit + 1],
  );
  const seqs = sizes.slice(0, fitting(sizes.slice(0, limit))).map(({ seq }) => seq);
  if (seqs.length === 0) return { messages: [], more: false };
  const rows = await sql.query(`SELECT ${MESSAGE_COLUMNS} FROM message WHERE conversation_id = ? AND seq BETWEEN ? AND ? ORDER BY seq`, [
    conversationId,
    Math.min(...seqs),
    Math.max(...seqs),
  ]);
  return { messages: rows.map(readMessage), more: sizes.length > seqs.length };
}

/** How many of them, from the first on, a page holds. */
function fitting(sizes: readonly Size[]): number {
  let left = MOST_BYTES;
  const first = sizes.findIndex(({ bytes }, at) => (left -= bytes) < 0 && at > 0);
  return first === -1 ? sizes.length : first;
}

/** The message at a place that an id of the wire names, if it really stands there and after `joinedSeq`. */
export async function readMessageAt(
  sql: Sql,
  { conversationId, seq, createdAt }: MessagePlace,
  joinedSeq = 0,
): Promise<StoredMessage | undefined> {
  const rows = await sql.query(
    `SELECT ${MESSAGE_COLUMNS} FROM message WHERE conversation_id = ? AND seq = ? AND seq > ? AND created_at = ?`,
    [conversationId, seq, joinedSeq, createdAt],
  );
  return rows.map(readMessage)[0];
}
