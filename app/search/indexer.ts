import type { Sql, SqlSession } from '../../engine/sql.ts';
import type { StoredMessage } from '../journal/draft.ts';
import { contentOf } from './content.ts';
import { termsOf } from './terms.ts';

/** A conversation with messages that are not indexed yet. */
export interface IndexTail {
  readonly id: number;
  /** Up to here it is indexed. */
  readonly indexedSeq: number;
  readonly lastSeq: number;
}

/** Options of the indexer of a node. */
export interface IndexerOptions {
  readonly sql: Sql;
  /** Most messages per run. */
  readonly slice: number;
  /** Whether the node has time for it now. */
  readonly isCalm: () => boolean;
}

type Content = Pick<StoredMessage, 'seq' | 'type' | 'data'>;
type Row = Content & { readonly conversation_id: number };

interface Read {
  readonly tail: IndexTail;
  /** Ascending, without a gap. */
  readonly messages: Content[];
}

type Entry = readonly [conversationId: number, term: string, seq: number];

/** Rows of one transaction, so that messages do not wait for long; a single message may have more. */
const MOST_ROWS = 10_000;
const ROWS_PER_INSERT = 1000;
/** MariaDB makes a join of a list of a thousand, and reads the whole table for it. */
const TERMS_PER_DELETE = 500;
/** Messages of one transaction: they are in memory together. */
const MOST_MESSAGES = 250;
/** Conversations of one transaction; SQLite takes 500 branches in one statement. */
const MOST_TAILS = 100;
/** Ids of one look for conversations that nobody told of. */
const WALK = 1000;

/**
 * Brings the term table up to date, behind the messages' way: in small steps, with conversations that this node stored messages of, and
 * once per start with all others. Whatever a crash left out is found so; nodes that do the same do no harm.
 */
export class Indexer {
  readonly #options: IndexerOptions;
  readonly #touched = new Set<number>();
  /** Ids below have been walked over; undefined at the end. */
  #walked: number | undefined = 0;

  constructor(options: IndexerOptions) {
    this.#options = options;
  }

  /** A message was stored in a conversation. */
  note(conversationId: number): void {
    this.#touched.add(conversationId);
  }

  /** One run: at most a slice, and nothing while the node is busy. */
  async run(): Promise<void> {
    const { sql, slice, isCalm } = this.#options;
    if (!isCalm()) return;
    const ids = [...this.#touched].slice(0, MOST_TAILS);
    if (ids.length === 0) return this.#walk();
    // Before reading: what is stored meanwhile is noted anew.
    for (const id of ids) this.#touched.delete(id);
    try {
      const behind = await indexTails(sql, await findTails(sql, ids), slice);
      for (const { id } of behind) this.#touched.add(id);
    } catch (error) {
      for (const id of ids) this.#touched.add(id);
      throw error;
    }
  }

  async #walk(): Promise<void> {
    if (this.#walked === undefined) return;
    const { sql } = this.#options;
    const from = this.#walked;
    const [end] = await sql.query<{ id: number | null }>('SELECT MAX(id) AS id FROM conversation');
    const tails = await sql.query<{ id: number }>(`${TAILS} WHERE c.id > ? AND c.id <= ? AND c.last_seq > COALESCE(k.seq, 0)`, [
      from,
      from + WALK,
    ]);
    for (const { id } of tails) this.note(id);
    this.#walked = from + WALK >= (end?.id ?? 0) ? undefined : from + WALK;
  }
}

const TAILS = `SELECT c.id, c.last_seq AS lastSeq, COALESCE(k.seq, 0) AS indexedSeq
               FROM conversation c LEFT JOIN term_cursor k ON k.conversation_id = c.id`;

/** Indexes tails, at most so many messages, and returns those that are still behind. */
export async function indexTails(sql: Sql, tails: readonly IndexTail[], most: number): Promise<IndexTail[]> {
  let waiting = tails.filter(({ indexedSeq, lastSeq }) => indexedSeq < lastSeq);
  for (let left = most; left > 0 && waiting.length > 0;) {
    const reads = await readTails(sql, waiting.slice(0, MOST_TAILS), Math.min(left, MOST_MESSAGES));
    const taken = take(reads);
    await write(sql, taken);
    left -= taken.messages;
    waiting = [...taken.behind, ...waiting.slice(reads.length)];
  }
  return waiting;
}

/** Takes a message that is about to be recalled out of the index, in the transaction that recalls it; `message` as it was stored. */
export async function forgetTerms(tx: SqlSession, message: Content & Pick<StoredMessage, 'conversationId'>): Promise<void> {
  const { conversationId, seq, type, data } = message;
  await removeTerms(tx, { conversationId, terms: termsOf(contentOf(type, data)), where: 'seq = ?', seq });
}

/** Takes the first messages of a conversation out of the index, in the transaction that removes them: all up to the last of these. */
export async function forgetFirstTerms(tx: SqlSession, conversationId: number, messages: readonly Content[]): Promise<void> {
  const terms = new Set(messages.flatMap(({ type, data }) => [...termsOf(contentOf(type, data))]));
  await removeTerms(tx, { conversationId, terms, where: 'seq <= ?', seq: messages.at(-1)?.seq ?? 0 });
}

/** Which terms of a conversation go, and where. */
interface Gone {
  readonly conversationId: number;
  readonly terms: ReadonlySet<string>;
  readonly where: string;
  readonly seq: number;
}

async function removeTerms(tx: SqlSession, { conversationId, terms, where, seq }: Gone): Promise<void> {
  const all = [...terms];
  for (let from = 0; from < all.length; from += TERMS_PER_DELETE) {
    const chunk = all.slice(from, from + TERMS_PER_DELETE);
    const marks = chunk.map(() => '?').join(', ');
    await tx.execute(`DELETE FROM term WHERE conversation_id = ? AND term IN (${marks}) AND ${where}`, [conversationId, ...chunk, seq]);
  }
}

async function findTails(sql: Sql, ids: readonly number[]): Promise<IndexTail[]> {
  return sql.query<IndexTail>(`${TAILS} WHERE c.id IN (${ids.map(() => '?').join(', ')})`, ids);
}

/** The first messages of tails, together at most `most`, in one statement; the last conversations may wait for the next round. */
async function readTails(sql: Sql, tails: readonly IndexTail[], most: number): Promise<Read[]> {
  const reads = new Map<number, Read>();
  const params: number[] = [];
  let left = most;
  for (const tail of tails) {
    if (left <= 0) break;
    const count = Math.min(left, tail.lastSeq - tail.indexedSeq);
    reads.set(tail.id, { tail, messages: [] });
    params.push(tail.id, tail.indexedSeq, tail.indexedSeq + count);
    left -= count;
  }
  const branch = 'SELECT conversation_id, seq, type, data FROM message WHERE conversation_id = ? AND seq > ? AND seq <= ?';
  const statement = Array.from(reads, () => branch).join(' UNION ALL ');
  for (const { conversation_id: id, ...message } of await sql.query<Row>(`${statement} ORDER BY conversation_id, seq`, params)) {
    reads.get(id)?.messages.push(message);
  }
  return [...reads.values()];
}

interface Taken {
  readonly rows: Entry[];
  /** How far each conversation comes by these rows. */
  readonly cursors: (readonly [id: number, seq: number])[];
  readonly behind: IndexTail[];
  readonly messages: number;
}

/** What fits into one transaction, at least one message. */
function take(reads: readonly Read[]): Taken {
  const taken: Taken = { rows: [], cursors: [], behind: [], messages: 0 };
  let count = 0;
  for (const { tail, messages } of reads) {
    let at = tail.indexedSeq;
    for (const { seq, type, data } of messages) {
      if (taken.rows.length >= MOST_ROWS) break;
      for (const term of termsOf(contentOf(type, data))) taken.rows.push([tail.id, term, seq]);
      at = seq;
      count += 1;
    }
    if (at > tail.indexedSeq) taken.cursors.push([tail.id, at]);
    // A conversation without the messages that it counts would be asked for without an end.
    if (at < tail.lastSeq && messages.length > 0) taken.behind.push({ ...tail, indexedSeq: at });
  }
  return { ...taken, messages: Math.max(1, count) };
}

async function write(sql: Sql, { rows, cursors }: Taken): Promise<void> {
  if (cursors.length === 0) return;
  // In the order of the key: neighbours stand together, and two nodes lock in one order.
  rows.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : Number(a[1] > b[1])) || a[2] - b[2]);
  await sql.transaction(async (tx) => {
    for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
      await insertTerms(tx, sql.dialect, rows.slice(from, from + ROWS_PER_INSERT));
    }
    await moveCursors(tx, sql.dialect, cursors);
  });
}

async function insertTerms(tx: SqlSession, dialect: Sql['dialect'], rows: readonly Entry[]): Promise<void> {
  if (dialect === 'sqlite') {
    const values = 'SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)';
    await tx.execute(`INSERT OR IGNORE INTO term (conversation_id, term, seq) ${values}`, [JSON.stringify(rows)]);
    return;
  }
  await tx.execute(`INSERT IGNORE INTO term (conversation_id, term, seq) VALUES ${rows.map(() => '(?,?,?)').join(',')}`, rows.flat());
}

/** Moves the cursors forward. Another node may be further already. */
export async function moveCursors(
  tx: SqlSession,
  dialect: Sql['dialect'],
  cursors: readonly (readonly [id: number, seq: number])[],
): Promise<void> {
  const further =
    dialect === 'sqlite'
      ? 'ON CONFLICT (conversation_id) DO UPDATE SET seq = MAX(seq, excluded.seq)'
      : 'ON DUPLICATE KEY UPDATE seq = GREATEST(seq, VALUES(seq))';
  const values = cursors.map(() => '(?,?)').join(',');
  await tx.execute(`INSERT INTO term_cursor (conversation_id, seq) VALUES ${values} ${further}`, cursors.flat());
}
