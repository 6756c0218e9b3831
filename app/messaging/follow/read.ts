import type { Sql } from '../../../engine/sql.ts';
import { NOTICE_TYPE } from '../../../protocol/index.ts';
import type { StoredMessage } from '../journal/draft.ts';
import { MESSAGE_COLUMNS, readMessage } from '../journal/statement.ts';
import { readNotice } from '../notice/facts.ts';
import type { Cursor, Tail } from './cursor.ts';

/** A stored message as followers hear of it. */
export interface FollowedMessage extends StoredMessage {
  /** Seq of the message of this conversation that this one takes back, 0 for none. In the place of that one stands the same, with its own seq. */
  readonly recalls: number;
}

/** What is handed on together: messages, conversation by conversation and in order. */
export interface Portion {
  readonly messages: readonly FollowedMessage[];
  /** How far each conversation is heard by them. */
  readonly cursors: readonly Cursor[];
  /** The conversations as they stand then, those with more to hear. */
  readonly behind: readonly Tail[];
}

/** The first messages of tails, at least one of each that has its turn, together at most `most`; the last conversations may wait for the next portion. */
export async function readPortion(sql: Sql, tails: readonly Tail[], most: number): Promise<Portion> {
  const turns = new Map<number, Tail & { readonly upTo: number }>();
  let left = most;
  for (const tail of tails) {
    if (left <= 0) break;
    const upTo = Math.min(tail.heardSeq + left, tail.lastSeq);
    turns.set(tail.id, { ...tail, upTo });
    left -= upTo - tail.heardSeq;
  }
  const branch = `SELECT ${MESSAGE_COLUMNS} FROM message WHERE conversation_id = ? AND seq > ? AND seq <= ?`;
  const statement = Array.from(turns, () => branch).join(' UNION ALL ');
  const params = Array.from(turns.values()).flatMap(({ id, heardSeq, upTo }) => [id, heardSeq, upTo]);
  const rows = await sql.query(`${statement} ORDER BY conversation_id, seq`, params);
  // What is not there was purged: nobody waits for it.
  const moved = tails.map((tail) => ({ ...tail, heardSeq: turns.get(tail.id)?.upTo ?? tail.heardSeq }));
  return {
    messages: rows.map(readMessage).map(followed),
    cursors: Array.from(turns.values(), ({ id, upTo }) => [id, upTo]),
    behind: moved.filter(({ heardSeq, lastSeq }) => heardSeq < lastSeq),
  };
}

function followed(message: StoredMessage): FollowedMessage {
  return { ...message, recalls: message.type === NOTICE_TYPE ? recalledBy(message.data) : 0 };
}

function recalledBy(data: string): number {
  const notice = readNotice(data);
  return notice.kind === 'recalled' ? notice.seq : 0;
}
