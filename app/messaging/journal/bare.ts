import type { Sql } from '../../../engine/sql.ts';
import { marks } from '../../../engine/marks.ts';
import { NOTICE_TYPE } from '../../../protocol/index.ts';
import type { StoredMessage } from './draft.ts';

/** A message that people wrote, without what it says. */
export type BareMessage = Pick<StoredMessage, 'conversationId' | 'seq' | 'senderId' | 'type' | 'createdAt'>;

/** Where a message stands. */
type Spot = Pick<BareMessage, 'conversationId' | 'seq'>;

const FROM = `SELECT conversation_id AS conversationId, seq, sender_id AS senderId, type, created_at AS createdAt FROM message`;
/** What the system says stands where a message was taken back, too. */
const BY_PEOPLE = 'type <> ?';

/** What people wrote in a conversation from one seq to another, both included, in order; nothing of what was taken back. */
export function readBare(sql: Sql, conversationId: number, [from, to]: readonly [number, number]): Promise<BareMessage[]> {
  const params = [conversationId, from, to, NOTICE_TYPE];
  return sql.query(`${FROM} WHERE conversation_id = ? AND seq BETWEEN ? AND ? AND ${BY_PEOPLE} ORDER BY seq`, params);
}

/** Those that stand at these places, in any order. */
export function findBare(sql: Sql, places: readonly Spot[]): Promise<BareMessage[]> {
  const params = [...places.flatMap(({ conversationId, seq }) => [conversationId, seq]), NOTICE_TYPE];
  return sql.query(`${FROM} WHERE (${marks('(conversation_id = ? AND seq = ?)', places.length, ' OR ')}) AND ${BY_PEOPLE}`, params);
}
