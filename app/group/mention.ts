import type { Sql } from '../../engine/sql.ts';
import { NOTICE_TYPE } from '../../protocol/index.ts';
import { readMention } from '../messaging/content/options.ts';
import type { StoredMessage } from '../messaging/journal/draft.ts';
import { marks } from '../../engine/marks.ts';
import { MESSAGE_COLUMNS, readMessage } from '../messaging/journal/statement.ts';

/** A message by its place. */
type Spot = Pick<StoredMessage, 'conversationId' | 'seq'>;

/** Messages before the one that was taken back that are looked through for an earlier call. */
const LOOKED_BACK = 500;

/** Whether a message may call somebody; most do not, and are not read for it. */
export function hasMention({ options }: StoredMessage): boolean {
  return options?.includes('"mention"') ?? false;
}

/** Marks a stored message of a group with those whom it calls. Marks only move forward, so that doing it again changes nothing. */
export async function markMentions(sql: Sql, message: StoredMessage): Promise<void> {
  const { seq } = message;
  await mark(sql, message, { where: 'mention_seq < ?', value: seq });
}

/**
 * Takes the marks of a message that was taken back from those who bear them; an earlier message that calls them marks them again. To be
 * called when that is committed: whoever marks looks afterwards whether the message still stands.
 */
export async function unmarkMentions(sql: Sql, { conversationId, seq }: Spot): Promise<void> {
  const [marked] = await sql.query('SELECT 1 AS found FROM member WHERE conversation_id = ? AND mention_seq = ? LIMIT 1', [
    conversationId,
    seq,
  ]);
  if (!marked) return;
  const rows = await sql.query(
    `SELECT ${MESSAGE_COLUMNS} FROM message WHERE conversation_id = ? AND seq < ? AND seq >= ? AND options LIKE '%"mention"%' ORDER BY seq DESC`,
    [conversationId, seq, seq - LOOKED_BACK],
  );
  for (const message of rows.map(readMessage)) await mark(sql, message, { where: 'mention_seq = ?', value: seq });
  await sql.execute('UPDATE member SET mention_seq = 0 WHERE conversation_id = ? AND mention_seq = ?', [conversationId, seq]);
}

/** Which members, beside being called by the message: a condition of `mention_seq`. */
interface Among {
  readonly where: string;
  readonly value: number;
}

async function mark(sql: Sql, message: StoredMessage, { where, value }: Among): Promise<void> {
  const mention = readMention(message.options ?? '');
  if (!mention) return;
  const { conversationId, seq, senderId } = message;
  const [who, ids] = mention.all ? ['user_id <> ?', [senderId]] : [`user_id IN (${marks('?', mention.users.length)})`, mention.users];
  await sql.execute(`UPDATE member SET mention_seq = ? WHERE conversation_id = ? AND joined_seq < ? AND ${where} AND ${who}`, [
    seq,
    conversationId,
    seq,
    value,
    ...ids,
  ]);
  if (await isTakenBack(sql, message)) await unmarkMentions(sql, message);
}

/** It may be while its marks are on their way. */
async function isTakenBack(sql: Sql, { conversationId, seq }: Spot): Promise<boolean> {
  const [row] = await sql.query<{ type: string }>('SELECT type FROM message WHERE conversation_id = ? AND seq = ?', [conversationId, seq]);
  return row?.type === NOTICE_TYPE;
}
