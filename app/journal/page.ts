import type { Sql } from '../../engine/sql.ts';
import type { StoredMessage } from './draft.ts';
import type { Place } from './message-id.ts';
import { MESSAGE_COLUMNS, readMessage } from './statement.ts';

/** Which part of a conversation: before or after a seq (exclusive), else the newest. */
export interface PageQuery {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

/** A range of the primary key, ascending; `more` tells whether the same direction holds more. */
export async function readPage(
  sql: Sql,
  conversationId: number,
  { before, after, limit }: PageQuery,
): Promise<{ messages: StoredMessage[]; more: boolean }> {
  const [where, bound, order] = after === undefined ? ['seq < ?', before ?? Number.MAX_SAFE_INTEGER, 'DESC'] : ['seq > ?', after, 'ASC'];
  const rows = await sql.query(
    `SELECT ${MESSAGE_COLUMNS} FROM message WHERE conversation_id = ? AND ${where} ORDER BY seq ${order} LIMIT ?`,
    [conversationId, bound, limit + 1],
  );
  const messages = rows.slice(0, limit).map(readMessage);
  return { messages: order === 'DESC' ? messages.toReversed() : messages, more: rows.length > limit };
}

/** Whether a message really stands at a place that an id of the wire names. */
export async function isThere(sql: Sql, { conversationId, seq, createdAt }: Place): Promise<boolean> {
  const rows = await sql.query('SELECT 1 FROM message WHERE conversation_id = ? AND seq = ? AND created_at = ?', [
    conversationId,
    seq,
    createdAt,
  ]);
  return rows.length > 0;
}
