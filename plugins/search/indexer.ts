import { marks } from '../../engine/marks.ts';
import type { Sql, SqlSession } from '../../engine/sql.ts';
import { insertIgnore } from '../../engine/insert-ignore.ts';
import type { StoredMessage } from '#app';
import { contentOf } from './content.ts';
import { termsOf } from './terms.ts';

type Content = Pick<StoredMessage, 'seq' | 'type' | 'data'>;
type PlacedContent = Content & Pick<StoredMessage, 'conversationId'>;

/** A place in the index. */
export type Entry = readonly [conversationId: number, term: string, seq: number];

/** Rows of one transaction, so that messages do not wait for long. */
const MOST_ROWS = 10_000;
const ROWS_PER_INSERT = 1000;
/** MariaDB makes a join of a list of a thousand, and reads the whole table for it. */
const TERMS_PER_DELETE = 500;

/** The terms of messages, in parts of as many as one transaction takes. In the order of the key: neighbours stand together. */
export function entriesOf(messages: readonly PlacedContent[]): Entry[][] {
  const entries = messages.flatMap(({ conversationId, seq, type, data }) =>
    Array.from(termsOf(contentOf(type, data)), (term): Entry => [conversationId, term, seq]),
  );
  entries.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : Number(a[1] > b[1])) || a[2] - b[2]);
  const parts: Entry[][] = [];
  for (let from = 0; from < entries.length; from += MOST_ROWS) parts.push(entries.slice(from, from + MOST_ROWS));
  return parts;
}

/** Puts terms into the index; those that are there stay. */
export async function insertTerms(tx: SqlSession, dialect: Sql['dialect'], entries: readonly Entry[]): Promise<void> {
  for (let from = 0; from < entries.length; from += ROWS_PER_INSERT)
    await insertSome(tx, dialect, entries.slice(from, from + ROWS_PER_INSERT));
}

/** Takes a message out of the index that was taken back; `message` as it was stored. */
export async function forgetTerms(tx: SqlSession, { conversationId, seq, type, data }: PlacedContent): Promise<void> {
  await removeTerms(tx, { conversationId, terms: termsOf(contentOf(type, data)), where: 'seq = ?', seq });
}

/** The same where nobody knows any more what it said: reads all terms of the conversation. */
export async function forgetUnknownTerms(sql: Sql, { conversationId, seq }: Pick<PlacedContent, 'conversationId' | 'seq'>): Promise<void> {
  const rows = await sql.query<{ term: string }>('SELECT term FROM term WHERE conversation_id = ? AND seq = ?', [conversationId, seq]);
  const terms = new Set(rows.map(({ term }) => term));
  if (terms.size > 0) await sql.transaction((tx) => removeTerms(tx, { conversationId, terms, where: 'seq = ?', seq }));
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
    await tx.execute(`DELETE FROM term WHERE conversation_id = ? AND term IN (${marks('?', chunk.length)}) AND ${where}`, [
      conversationId,
      ...chunk,
      seq,
    ]);
  }
}

async function insertSome(tx: SqlSession, dialect: Sql['dialect'], rows: readonly Entry[]): Promise<void> {
  const insert = `${insertIgnore(dialect)} INTO term (conversation_id, term, seq)`;
  if (dialect === 'sqlite') {
    await tx.execute(`${insert} SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)`, [JSON.stringify(rows)]);
    return;
  }
  await tx.execute(`${insert} VALUES ${rows.map(() => '(?,?,?)').join(',')}`, rows.flat());
}
