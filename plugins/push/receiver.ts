import { marks } from '../../engine/marks.ts';
import type { Sql } from '../../engine/sql.ts';

/** A browser that may be told of a conversation, and how its user sees it. */
export interface Receiver {
  /** The subscription. */
  readonly id: number;
  readonly userId: number;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly conversationId: number;
  /** The name of its kind. */
  readonly kind: string;
  readonly joinedSeq: number;
  /** 1 where the user muted the conversation. */
  readonly isQuiet: number;
  /** The last message that called the user. */
  readonly mentionSeq: number;
  /** null but in a group. */
  readonly groupName: string | null;
}

/** Which conversations, how many browsers at most, and the clock in ms. */
export interface ReceiverQuery {
  readonly conversationIds: readonly number[];
  /** One browser alone. */
  readonly subscription?: number;
  readonly limit: number;
  readonly now: number;
}

/** The browsers of the members of these conversations whose session is open; of a banned group nobody is told. */
export async function findReceivers(sql: Sql, { conversationIds, subscription, limit, now }: ReceiverQuery): Promise<Receiver[]> {
  return sql.query<Receiver>(
    `SELECT p.id, p.user_id AS userId, p.endpoint, p.p256dh, p.auth, m.conversation_id AS conversationId, c.kind AS kind, m.joined_seq AS joinedSeq,
       m.is_quiet AS isQuiet, m.mention_seq AS mentionSeq, g.name AS groupName
     FROM member m JOIN push_subscription p ON p.user_id = m.user_id JOIN session s ON s.id = p.session_id
       JOIN conversation c ON c.id = m.conversation_id LEFT JOIN chat_group g ON g.id = c.id
     WHERE m.conversation_id IN (${marks('?', conversationIds.length)}) AND s.revoked_at IS NULL AND s.expires_at > ? AND COALESCE(g.status, 1) <> 0
       ${subscription === undefined ? '' : 'AND p.id = ?'}
     ORDER BY p.id LIMIT ?`,
    [...conversationIds, now, ...(subscription === undefined ? [] : [subscription]), limit],
  );
}
