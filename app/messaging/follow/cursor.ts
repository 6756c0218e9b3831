import { insertIgnore } from '../../../engine/insert-ignore.ts';
import type { Sql, SqlSession } from '../../../engine/sql.ts';
import { marks } from '../../../engine/marks.ts';

/** A conversation as a follower stands in it. */
export interface Tail {
  readonly id: number;
  /** Up to here it has heard. */
  readonly heardSeq: number;
  readonly lastSeq: number;
}

/** Whose cursors, and who asks for them. */
export interface Holder {
  /** The follower. */
  readonly name: string;
  /** This process. */
  readonly node: string;
}

/** Cursors of one follower to write. */
export interface Moves {
  readonly dialect: Sql['dialect'];
  readonly name: string;
  readonly cursors: readonly Cursor[];
}

/** How far a conversation was heard. */
export type Cursor = readonly [conversationId: number, seq: number];

/** Ids of conversations that one statement looks at. */
export const WALK = 1000;

const TAILS = `SELECT c.id AS id, c.last_seq AS lastSeq, COALESCE(k.seq, 0) AS heardSeq
               FROM conversation c LEFT JOIN journal_cursor k ON k.conversation_id = c.id AND k.name = ?`;

/** Of conversations with ids above `from`, at most `WALK` further, those with something that a follower has not heard. */
export async function findBehind(sql: Sql, name: string, from: number): Promise<{ readonly ids: number[]; readonly isLast: boolean }> {
  const until = from + WALK;
  const rows = await sql.query<Tail>(`${TAILS} WHERE c.id > ? AND c.id <= ? AND c.last_seq > COALESCE(k.seq, 0)`, [name, from, until]);
  return { ids: rows.map(({ id }) => id), isLast: until >= (await lastConversation(sql)) };
}

/** What a process got of the conversations that it asked for. */
export interface CursorClaim {
  readonly tails: readonly Tail[];
  /** Another node is at them. */
  readonly elsewhere: readonly number[];
}

/**
 * Takes conversations for this process until `until`, ms since 1970, and tells how the follower stands in those that it got. SQLite belongs to
 * one process, which knows by itself what it is at.
 */
export async function takeTails(
  sql: Sql,
  { name, node }: Holder,
  { ids, now, until }: { readonly ids: readonly number[]; readonly now: number; readonly until: number },
): Promise<CursorClaim> {
  const some = `IN (${marks('?', ids.length)})`;
  if (sql.dialect === 'sqlite') return { tails: await sql.query<Tail>(`${TAILS} WHERE c.id ${some}`, [name, ...ids]), elsewhere: [] };
  // In the order of the key: nodes that take the same wait for each other, and don't deadlock. `held_until` sees the new holder.
  const sorted = ids.toSorted((a, b) => a - b);
  await sql.transaction((tx) =>
    tx.execute(
      `INSERT INTO journal_cursor (conversation_id, name, seq, holder, held_until) VALUES ${marks('(?, ?, 0, ?, ?)', sorted.length)}
       ON DUPLICATE KEY UPDATE holder = IF(held_until <= ?, VALUES(holder), holder),
                               held_until = IF(holder = VALUES(holder), VALUES(held_until), held_until)`,
      [...sorted.flatMap((id) => [id, name, node, until]), now],
    ),
  );
  const held = `SELECT conversation_id AS id FROM journal_cursor WHERE conversation_id ${some} AND name = ? AND holder <> ?`;
  const [tails, others] = await Promise.all([
    sql.query<Tail>(`${TAILS} WHERE c.id ${some} AND k.holder = ?`, [name, ...sorted, node]),
    sql.query<{ id: number }>(held, [...sorted, name, node]),
  ]);
  return { tails, elsewhere: others.map(({ id }) => id) };
}

/** Moves cursors forward; they never go back. */
export async function moveCursors(tx: SqlSession, { dialect, name, cursors }: Moves): Promise<void> {
  const further =
    dialect === 'sqlite'
      ? 'ON CONFLICT (conversation_id, name) DO UPDATE SET seq = MAX(seq, excluded.seq)'
      : 'ON DUPLICATE KEY UPDATE seq = GREATEST(seq, VALUES(seq))';
  const sorted = cursors.toSorted(([a], [b]) => a - b);
  await tx.execute(
    `INSERT INTO journal_cursor (conversation_id, name, seq, holder, held_until) VALUES ${marks("(?, ?, ?, '', 0)", sorted.length)} ${further}`,
    sorted.flatMap(([id, seq]) => [id, name, seq]),
  );
}

/** Lets other nodes have what this one took. */
export async function letGo(sql: Sql, { name, node }: Holder, ids: readonly number[]): Promise<void> {
  if (sql.dialect === 'sqlite' || ids.length === 0) return;
  const sorted = ids.toSorted((a, b) => a - b);
  await sql.transaction((tx) =>
    tx.execute(
      `UPDATE journal_cursor SET held_until = 0 WHERE conversation_id IN (${marks('?', sorted.length)}) AND name = ? AND holder = ?`,
      [...sorted, name, node],
    ),
  );
}

/** In the transaction that removes the first messages of a conversation: nobody waits for them. */
export async function passRemoved(tx: SqlSession, conversationId: number, upTo: number): Promise<void> {
  await tx.execute('UPDATE journal_cursor SET seq = ? WHERE conversation_id = ? AND seq < ?', [upTo, conversationId, upTo]);
}

/** Where a follower began: it hears of conversations up to `until` from where they stand then, and up to `done` that is written down. */
interface Beginning {
  readonly until: number;
  readonly done: number;
}

/**
 * Lets a follower begin, once for all nodes and whatever ends half way: `now` leaves out what the conversations hold by then. The first node
 * that does it decides where that is.
 */
export async function begin(sql: Sql, name: string, from: 'start' | 'now'): Promise<void> {
  let beginning = await readBeginning(sql, name);
  if (!beginning) {
    const until = from === 'now' ? await lastConversation(sql) : 0;
    const insert = `${insertIgnore(sql.dialect)} INTO journal_follower (name, begun_id, set_id, created_at) VALUES (?, ?, 0, ?)`;
    await sql.execute(insert, [name, until, Date.now()]);
    beginning = await readBeginning(sql, name);
  }
  while (beginning && beginning.done < beginning.until) {
    await setCursors(sql, name, beginning);
    beginning = await readBeginning(sql, name);
  }
}

/** The next cursors, unless another node has set them meanwhile: it may have moved on, and conversations may have come, that begin at 1. */
async function setCursors(sql: Sql, name: string, { until, done }: Beginning): Promise<void> {
  const next = Math.min(done + WALK, until);
  await sql.transaction(async (tx) => {
    const { affected } = await tx.execute('UPDATE journal_follower SET set_id = ? WHERE name = ? AND set_id = ?', [next, name, done]);
    if (affected === 0) return;
    await tx.execute(
      `${insertIgnore(sql.dialect)} INTO journal_cursor (conversation_id, name, seq, holder, held_until)
       SELECT id, ?, last_seq, '', 0 FROM conversation WHERE id > ? AND id <= ?`,
      [name, done, next],
    );
  });
}

async function readBeginning(sql: Sql, name: string): Promise<Beginning | undefined> {
  const [row] = await sql.query<Beginning>('SELECT begun_id AS until, set_id AS done FROM journal_follower WHERE name = ?', [name]);
  return row;
}

async function lastConversation(sql: Sql): Promise<number> {
  const [end] = await sql.query<{ id: number | null }>('SELECT MAX(id) AS id FROM conversation');
  return end?.id ?? 0;
}
