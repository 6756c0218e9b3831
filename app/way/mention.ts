import type { Sql } from '../../engine/sql.ts';
import { readMention } from '../content/options.ts';
import type { StoredMessage } from '../journal/draft.ts';
import { marks } from '../journal/statement.ts';

/** Whether a message may call somebody; most do not, and are not read for it. */
export function hasMention({ options }: StoredMessage): boolean {
  return options?.includes('"mention"') ?? false;
}

/** Marks a stored message of a group with those whom it calls. Marks only move forward, so that doing it again changes nothing. */
export async function markMentions(sql: Sql, message: StoredMessage): Promise<void> {
  const mention = readMention(message.options ?? '');
  if (!mention) return;
  const { conversationId, seq, senderId } = message;
  const [who, ids] = mention.all ? ['user_id <> ?', [senderId]] : [`user_id IN (${marks('?', mention.users.length)})`, mention.users];
  await sql.execute(`UPDATE member SET mention_seq = ? WHERE conversation_id = ? AND joined_seq < ? AND mention_seq < ? AND ${who}`, [
    seq,
    conversationId,
    seq,
    seq,
    ...ids,
  ]);
}
