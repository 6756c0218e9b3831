import type { Sql, SqlSession } from '../../../engine/sql.ts';
import { windowsOf } from '../../schema/windows.ts';
import { advanceConversations, lockConversations, type Advance, type LockedConversation } from './statement.ts';

/** Ids of conversations that one statement looks at. */
const WALK = 10_000;
/** Conversations that one transaction mends. */
const BATCH = 100;

/** A conversation that does not count its last message: what it counts, and the number of that message. */
export interface Behind {
  readonly id: number;
  readonly lastSeq: number;
  readonly top: number;
}

/**
 * Conversations with messages behind the one that they count as their last: nobody sees those, and they keep every later one out. Looks up one
 * message of each conversation, by key.
 */
export async function findBehind(sql: Sql): Promise<Behind[]> {
  const found: Behind[] = [];
  for await (const { after, upTo } of windowsOf(sql, 'conversation', WALK)) {
    found.push(...(await sql.query<Behind>(BEHIND, [after, upTo])));
  }
  return found;
}

const BEHIND = `SELECT id, lastSeq, top FROM
    (SELECT c.id AS id, c.last_seq AS lastSeq, (SELECT m.seq FROM message m WHERE m.conversation_id = c.id ORDER BY m.seq DESC LIMIT 1) AS top
     FROM conversation c WHERE c.id > ? AND c.id <= ?) heads
  WHERE top > lastSeq ORDER BY id`;

/** Finds and mends all of them; returns how many there were. */
export async function mendBehind(sql: Sql): Promise<number> {
  const behind = await findBehind(sql);
  return mendHeads(
    sql,
    behind.map(({ id }) => id),
  );
}

/** Sets the heads of conversations to their last messages, each under its lock; returns how many were behind. */
export async function mendHeads(sql: Sql, ids: readonly number[]): Promise<number> {
  const sorted = ids.toSorted((a, b) => a - b);
  let mended = 0;
  for (let at = 0; at < sorted.length; at += BATCH) {
    mended += await sql.transaction((tx) => mend(tx, sql.dialect, sorted.slice(at, at + BATCH)));
  }
  return mended;
}

async function mend(tx: SqlSession, dialect: Sql['dialect'], ids: readonly number[]): Promise<number> {
  const advances: Advance[] = [];
  for (const head of await lockConversations(tx, dialect, ids)) {
    const last = await findLast(tx, head);
    if (last.lastSeq > head.lastSeq) advances.push(last);
  }
  if (advances.length > 0) await advanceConversations(tx, dialect, advances);
  return advances.length;
}

async function findLast(tx: SqlSession, { id, lastSeq, lastAt }: LockedConversation): Promise<Advance> {
  const [row] = await tx.query<{ seq: number; at: number }>(
    'SELECT seq, created_at AS at FROM message WHERE conversation_id = ? ORDER BY seq DESC LIMIT 1',
    [id],
  );
  return { id, lastSeq: row?.seq ?? lastSeq, lastAt: Math.max(lastAt, row?.at ?? 0) };
}
