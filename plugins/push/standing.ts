import type { Sql } from '../../engine/sql.ts';
import { NOTICE_TYPE } from '../../protocol/index.ts';
import type { Announcement } from './plan.ts';

/** Those messages that nobody has taken back since, in their order: the text of the others is told to nobody more. */
export async function findStanding(sql: Sql, messages: readonly Announcement[]): Promise<Announcement[]> {
  const places = messages.map(() => '(conversation_id = ? AND seq = ?)').join(' OR ');
  const rows = await sql.query<{ conversationId: number; seq: number }>(
    `SELECT conversation_id AS conversationId, seq FROM message WHERE type <> ? AND (${places})`,
    [NOTICE_TYPE, ...messages.flatMap(({ conversationId, seq }) => [conversationId, seq])],
  );
  const standing = new Set(rows.map(({ conversationId, seq }) => `${conversationId}:${seq}`));
  return messages.filter(({ conversationId, seq }) => standing.has(`${conversationId}:${seq}`));
}

/** What people have said in a conversation since a message, and not taken back, in its order; of very much the last. */
export async function findSaidSince(
  sql: Sql,
  { conversation, from, limit }: { readonly conversation: number; readonly from: number; readonly limit: number },
): Promise<Announcement[]> {
  const rows = await sql.query<Announcement & object>(
    `SELECT m.conversation_id AS conversationId, m.seq, m.sender_id AS senderId, m.type, m.data,
            CASE WHEN u.nickname = '' THEN u.username ELSE u.nickname END AS name
     FROM message m JOIN user u ON u.id = m.sender_id WHERE m.conversation_id = ? AND m.seq >= ? AND m.type <> ? ORDER BY m.seq DESC LIMIT ?`,
    [conversation, from, NOTICE_TYPE, limit],
  );
  return rows.toReversed();
}
