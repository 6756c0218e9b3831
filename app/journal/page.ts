import type { Sql } from '../../engine/sql.ts';
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

/** A range of the primary key, ascending; `more` tells whether the same direction holds more. */
export async function readPage(
  sql: Sql,
  conversationId: number,
  { before, after, limit, joinedSeq = 0 }: PageQuery,
): Promise<{ messages: StoredMessage[]; more: boolean }> {
  const [where, bound, order] =
    after === undefined ? ['seq < ?', before ?? Number.MAX_SAFE_INTEGER, 'DESC'] : ['seq > ?', Math.max(after, joinedSeq), 'ASC'];
  const rows = await sql.query(
    `SELECT ${MESSAGE_COLUMNS} FROM message WHERE conversation_id = ? AND ${where} AND seq > ? ORDER BY seq ${order} LIMIT ?`,
    [conversationId, bound, joinedSeq, limit + 1],
  );
  const messages = rows.slice(0, limit).map(readMessage);
  return { messages: order === 'DESC' ? messages.toReversed() : messages, more: rows.length > limit };
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
