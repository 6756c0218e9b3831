import type { Sql, SqlRow } from '../../../engine/sql.ts';
import { NOTICE_TYPE } from '../../../protocol/index.ts';
import { readable } from '../../group/readable.ts';
import type { Standpoint } from '../view.ts';
import type { StoredMessage } from './draft.ts';
import { placeOf, type MessagePlace } from './message-id.ts';
import { marks } from '../../../engine/marks.ts';
import { readMessage } from './statement.ts';

/** A message, and where its reader stands. */
export interface Readable {
  readonly message: StoredMessage;
  readonly standpoint: Standpoint;
}

/**
 * Messages by their wire ids, in the order of these; undefined where a user may not read one: no such message, a conversation of others,
 * before the user joined, a banned group, taken back, or said by the system.
 */
export async function findReadable(sql: Sql, userId: number, ids: readonly string[]): Promise<(Readable | undefined)[]> {
  const places = ids.map(placeOf).filter(isSane);
  if (places.length === 0) return ids.map(() => undefined);
  const rows = await sql.query(FIND.replace('$PLACES', marks('(m.conversation_id = ? AND m.seq = ?)', places.length, ' OR ')), [
    userId,
    NOTICE_TYPE,
    ...places.flatMap(({ conversationId, seq }) => [conversationId, seq]),
  ]);
  const found = new Map(rows.map((row) => [`${String(row['conversation_id'])}:${String(row['seq'])}`, read(row, userId)]));
  return ids.map((id) => {
    const { conversationId, seq, createdAt } = placeOf(id);
    const readable = found.get(`${conversationId}:${seq}`);
    return readable?.message.createdAt === createdAt ? readable : undefined;
  });
}

const FIND = `SELECT m.conversation_id, m.seq, m.sender_id, m.client_id, m.type, m.data, m.options, m.created_at, c.kind, k.peer_id
  FROM message m JOIN conversation c ON c.id = m.conversation_id
  JOIN member k ON k.conversation_id = m.conversation_id AND k.user_id = ? AND m.seq > k.joined_seq
  WHERE m.type <> ? AND ($PLACES) AND ${readable('m.conversation_id')}`;

/** An id that is none of ours may name numbers that no row has. */
function isSane({ conversationId, seq }: MessagePlace): boolean {
  return Number.isSafeInteger(conversationId) && Number.isSafeInteger(seq);
}

function read(row: SqlRow, readerId: number): Readable {
  const message = readMessage(row);
  const standpoint = { readerId, kind: String(row['kind']), conversationId: message.conversationId, peerId: Number(row['peer_id']) };
  return { message, standpoint };
}
