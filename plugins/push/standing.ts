import type { Sql } from '../../engine/sql.ts';
import { NOTICE_TYPE } from '../../protocol/index.ts';
import type { Said } from './plan.ts';

/** Those messages that nobody has taken back since, in their order: the text of the others is told to nobody more. */
export async function findStanding(sql: Sql, messages: readonly Said[]): Promise<Said[]> {
  const places = messages.map(() => '(conversation_id = ? AND seq = ?)').join(' OR ');
  const rows = await sql.query<{ conversationId: number; seq: number }>(
    `SELECT conversation_id AS conversationId, seq FROM message WHERE type <> ? AND (${places})`,
    [NOTICE_TYPE, ...messages.flatMap(({ conversationId, seq }) => [conversationId, seq])],
  );
  const standing = new Set(rows.map(({ conversationId, seq }) => `${conversationId}:${seq}`));
  return messages.filter(({ conversationId, seq }) => standing.has(`${conversationId}:${seq}`));
}
