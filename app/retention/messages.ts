import type { Sql, SqlSession } from '../../engine/sql.ts';
import { NOTICE_TYPE } from '../../protocol/index.ts';
import { passRemoved } from '../messaging/follow/cursor.ts';
import type { StoredMessage } from '../messaging/journal/draft.ts';
import { readNotice } from '../messaging/notice/facts.ts';
import { namedIn } from '../people/nameless.ts';
import { windowsOf } from '../schema/windows.ts';
import type { Purge } from './purging.ts';
import { inSteps } from './steps.ts';

/** Ids of conversations that one statement looks at. */
const WALK = 1000;
/** Messages of one transaction: senders wait behind it. */
const BATCH = 200;

type Old = Pick<StoredMessage, 'seq' | 'type' | 'data'>;

/** Which part of a conversation. */
interface Part {
  readonly id: number;
  /** Messages of before this time. */
  readonly before: number;
}

/** Removes messages that are older than is to be kept, or counts them. Conversations and the numbers of later messages stay as they are. */
export async function purgeMessages({ app, now, keep, isDry }: Purge): Promise<number> {
  const { sql } = app;
  if (keep.messages === 0) return 0;
  const before = now - keep.messages;
  let found = 0;
  for await (const id of conversationsSince(sql, before)) {
    found += isDry ? await count(sql, { id, before }) : await inSteps(() => removeOldest(app, { id, before }), { full: BATCH });
  }
  return found;
}

/** Conversations whose first message is older. */
async function* conversationsSince(sql: Sql, before: number): AsyncGenerator<number> {
  for await (const { after, upTo } of windowsOf(sql, 'conversation', WALK)) {
    const rows = await sql.query<{ id: number }>(FIRSTS, [after, upTo, before]);
    for (const { id } of rows) yield id;
  }
}

const FIRSTS = `SELECT id FROM
    (SELECT c.id AS id, (SELECT m.created_at FROM message m WHERE m.conversation_id = c.id ORDER BY m.seq LIMIT 1) AS first_at
     FROM conversation c WHERE c.id > ? AND c.id <= ?) firsts
  WHERE first_at < ? ORDER BY id`;

/** Within a conversation time follows seq: what is older is its beginning. */
function findOldest(sql: Sql, { id, before }: Part, after = 0): Promise<Old[]> {
  return sql.query<Old>(
    `SELECT seq, type, data FROM
       (SELECT seq, type, data, created_at FROM message WHERE conversation_id = ? AND seq > ? ORDER BY seq LIMIT ${BATCH}) oldest
     WHERE created_at < ? ORDER BY seq`,
    [id, after, before],
  );
}

async function count(sql: Sql, part: Part): Promise<number> {
  let after = 0;
  return inSteps(
    async () => {
      const messages = await findOldest(sql, part, after);
      after = messages.at(-1)?.seq ?? after;
      return messages.length;
    },
    { full: BATCH },
  );
}

async function removeOldest({ sql, people }: Purge['app'], part: Part): Promise<number> {
  const messages = await findOldest(sql, part);
  const upTo = messages.at(-1)?.seq;
  if (upTo === undefined) return 0;
  const { id } = part;
  // Before they go: whoever has not acknowledged them waits for what comes next, and nothing calls anybody that is not there.
  await sql.execute('UPDATE member SET delivered_seq = ? WHERE conversation_id = ? AND delivered_seq < ?', [upTo, id, upTo]);
  await sql.execute('UPDATE member SET mention_seq = 0 WHERE conversation_id = ? AND mention_seq BETWEEN 1 AND ?', [id, upTo]);
  await sql.transaction(async (tx) => {
    await people.forget(tx, { conversationId: id, messages });
    for (const message of messages) await forgetNames(tx, id, message);
    await passRemoved(tx, id, upTo);
    await tx.execute('DELETE FROM message WHERE conversation_id = ? AND seq <= ?', [id, upTo]);
  });
  return messages.length;
}

/** Takes away the notes of whom a notice names. */
async function forgetNames(tx: SqlSession, conversationId: number, { seq, type, data }: Old): Promise<void> {
  if (type !== NOTICE_TYPE) return;
  for (const userId of namedIn(readNotice(data))) {
    await tx.execute('DELETE FROM notice_person WHERE user_id = ? AND conversation_id = ? AND seq = ?', [userId, conversationId, seq]);
  }
}
