import type { Sql } from '../../engine/sql.ts';
import { marks } from '../../engine/marks.ts';
import { MESSAGE_COLUMNS, readable, readMessage, type MessagePlace, type StoredMessage, type Tail } from '#app';
import { INDEX } from './index-messages.ts';
import type { Plan } from './terms.ts';

/** A conversation that the searcher may read, from `joinedSeq` on. */
export interface Searchable extends Tail {
  readonly joinedSeq: number;
  readonly lastAt: number;
  readonly kind: string;
  /** The other user of a single conversation. */
  readonly peerId: number;
}

/** Where a user searches: in one conversation, or in all. */
export interface Scope {
  readonly userId: number;
  readonly conversation: number | undefined;
}

/** How candidates are found: by a term, or by what a term begins with; they have the other terms too. */
export type SearchWay =
  | { readonly kind: 'term'; readonly term: string; readonly others: readonly string[] }
  | { readonly kind: 'prefix'; readonly prefix: string; readonly others: readonly string[]; readonly reach: Reach };

/** Of each conversation how many of its terms begin so, the newest seq of those, and whether they are too many to be sorted. */
type Reach = ReadonlyMap<number, { readonly count: number; readonly seq: number; readonly isCommon: boolean }>;

/** Where a conversation has its newest candidate. */
export interface NewestHit {
  readonly conversation: Searchable;
  readonly place: MessagePlace;
  /** So many terms begin so that they are not sorted: hits stand close together in the messages themselves, which are read one after the other. */
  readonly isCommon: boolean;
}

/** Which candidates of a conversation: above `after`, below `before`, the newest. */
export interface Range {
  readonly id: number;
  readonly after: number;
  readonly before: number;
  readonly limit: number;
  readonly isCommon: boolean;
}

/** Behind every character, in the order of both stores. */
const END = '\u{10FFFF}';
/** So many are as many as any number: what is counted is which term is the rarest. */
const MOST_COUNTED = 10_000;
/** Candidates that are few enough: what else the keyword has is not counted. */
const FEW = 500;
/** Terms of a conversation that begin alike are sorted up to one for so many messages. Where there are more, hits stand close together. */
const PREFIXED = { per: 32, least: 64, most: 8192 };
/** SQLite takes 500 branches in one statement. */
const BRANCHES = 100;

const SEARCHABLE = `SELECT k.conversation_id AS id, k.joined_seq AS joinedSeq, c.last_seq AS lastSeq, c.last_at AS lastAt,
                           c.kind AS kind, k.peer_id AS peerId, COALESCE(x.seq, 0) AS heardSeq
                    FROM member k JOIN conversation c ON c.id = k.conversation_id
                    LEFT JOIN journal_cursor x ON x.conversation_id = c.id AND x.name = '${INDEX}'
                    WHERE k.user_id = ? AND c.kind <> 'system' AND ${readable('k.conversation_id')}`;

/** The conversations that a user may search, or the one of them; at most `most`, the most recent first. */
export function findSearchable(sql: Sql, { userId, conversation }: Scope, most: number): Promise<Searchable[]> {
  if (conversation !== undefined) return sql.query<Searchable>(`${SEARCHABLE} AND k.conversation_id = ?`, [userId, conversation]);
  return sql.query<Searchable>(`${SEARCHABLE} ORDER BY c.last_at DESC LIMIT ?`, [userId, most]);
}

/** The way by which a plan reads least; undefined where nothing can be found. */
export async function chooseWay(
  sql: Sql,
  scope: Scope,
  { plan: { terms, prefix }, conversations }: { plan: Plan; conversations: readonly Searchable[] },
): Promise<SearchWay | undefined> {
  const [only] = terms;
  if (only === undefined && prefix === undefined) return undefined;
  const counts = terms.length + Number(prefix !== undefined) > 1 ? await countTerms(sql, scope, terms) : terms.map(() => 1);
  if (counts.includes(0)) return undefined;
  const [term = '', ...others] = terms.toSorted((a, b) => (counts[terms.indexOf(a)] ?? 0) - (counts[terms.indexOf(b)] ?? 0));
  const fewest = Math.min(...counts);
  if (prefix === undefined || fewest <= FEW) return { kind: 'term', term, others };
  const reach = await countPrefix(sql, prefix, conversations);
  const begun = Array.from(reach.values(), ({ count }) => count).reduce((sum, count) => sum + count, 0);
  return begun < fewest ? { kind: 'prefix', prefix, others: terms, reach } : { kind: 'term', term, others };
}

/** The newest candidate of each conversation that has any. */
export function findHeads(
  sql: Sql,
  scope: Scope,
  { way, conversations }: { way: SearchWay; conversations: readonly Searchable[] },
): Promise<NewestHit[]> {
  return way.kind === 'term' ? findTermHeads(sql, scope, { way, conversations }) : findPrefixHeads(sql, way.reach, conversations);
}

/** Candidates of a range, newest first. */
export interface Candidates {
  readonly seqs: readonly number[];
  /** Of those that have all terms, and of the last one. */
  readonly messages: readonly StoredMessage[];
}

/** The newest candidates of each range: how far they reach, and their messages. */
export async function readCandidates(sql: Sql, way: SearchWay, ranges: readonly Range[]): Promise<Candidates[]> {
  const found = await findCandidates(sql, way, ranges);
  // The last one is read as well: its time says where the next ones begin.
  const wanted = found.map((candidates) => candidates.filter(({ full }, index) => full !== 0 || index === candidates.length - 1));
  const messages = await readMessages(
    sql,
    ranges.map(({ id }, index) => [id, (wanted[index] ?? []).map(({ seq }) => seq)]),
  );
  return ranges.map(({ id }, index) => ({
    seqs: (found[index] ?? []).map(({ seq }) => seq),
    messages: newestFirst(messages.filter(({ conversationId }) => conversationId === id)),
  }));
}

async function readMessages(sql: Sql, places: readonly (readonly [id: number, seqs: readonly number[]])[]): Promise<StoredMessage[]> {
  const asked = places.filter(([, seqs]) => seqs.length > 0);
  if (asked.length === 0) return [];
  const branches = asked.map(
    ([, seqs]) => `SELECT ${MESSAGE_COLUMNS} FROM message WHERE conversation_id = ? AND seq IN (${marks('?', seqs.length)})`,
  );
  const rows = await sql.query(
    branches.join(' UNION ALL '),
    asked.flatMap(([id, seqs]) => [id, ...seqs]),
  );
  return rows.map(readMessage);
}

/** A conversation and a time in it. */
export interface Moment {
  readonly conversation: Searchable;
  readonly time: number;
}

/** The last seq of each conversation up to its time, by halving the key ranges, all at once; `joinedSeq` where all is newer. */
export async function lastSeqsUntil(sql: Sql, moments: readonly Moment[]): Promise<number[]> {
  const halves = moments.map(({ conversation: { id, joinedSeq, lastSeq }, time }) => ({ id, time, low: joinedSeq, high: lastSeq }));
  for (;;) {
    const open = halves.filter(({ low, high }) => low < high).map((half) => ({ half, seq: Math.ceil((half.low + half.high) / 2) }));
    if (open.length === 0) return halves.map(({ low }) => low);
    const times = await readTimes(
      sql,
      open.map(({ half: { id }, seq }) => [id, seq]),
    );
    for (const { half, seq } of open) {
      // What is not there was purged: it was older than all that is.
      if ((times.get(half.id) ?? 0) <= half.time) half.low = seq;
      else half.high = seq - 1;
    }
  }
}

async function readTimes(sql: Sql, places: readonly (readonly [id: number, seq: number])[]): Promise<ReadonlyMap<number, number>> {
  const times = new Map<number, number>();
  for (let from = 0; from < places.length; from += BRANCHES) {
    const chunk = places.slice(from, from + BRANCHES);
    const branch = 'SELECT conversation_id AS id, created_at AS at FROM message WHERE conversation_id = ? AND seq = ?';
    const rows = await sql.query<{ id: number; at: number }>(chunk.map(() => branch).join(' UNION ALL '), chunk.flat());
    for (const { id, at } of rows) times.set(id, at);
  }
  return times;
}

function countTerms(sql: Sql, scope: Scope, terms: readonly string[]): Promise<number[]> {
  return Promise.all(terms.map((term) => countTerm(sql, scope, term)));
}

async function countTerm(sql: Sql, scope: Scope, term: string): Promise<number> {
  const [mine, params] = membershipsIn(scope);
  const [row] = await sql.query<{ count: number }>(
    `SELECT COUNT(*) AS count FROM (SELECT 1 FROM member k JOIN term t ON t.conversation_id = k.conversation_id AND t.term = ?
     WHERE ${mine} LIMIT ?) AS bounded`,
    [term, ...params, MOST_COUNTED],
  );
  return row?.count ?? 0;
}

interface TermSearch {
  readonly way: Extract<SearchWay, { kind: 'term' }>;
  readonly conversations: readonly Searchable[];
}

async function findTermHeads(sql: Sql, scope: Scope, { way, conversations }: TermSearch): Promise<NewestHit[]> {
  const [mine, params] = membershipsIn(scope);
  const places = await sql.query<MessagePlace & { seq: number }>(
    `SELECT h.conversation_id AS conversationId, h.seq AS seq, m.created_at AS createdAt
     FROM (SELECT k.conversation_id, (SELECT t.seq FROM term t WHERE t.conversation_id = k.conversation_id AND t.term = ?
                                        AND t.seq > k.joined_seq ORDER BY t.seq DESC LIMIT 1) AS seq
           FROM member k WHERE ${mine}) h
     JOIN message m ON m.conversation_id = h.conversation_id AND m.seq = h.seq`,
    [way.term, ...params],
  );
  const byId = new Map(conversations.map((conversation) => [conversation.id, conversation]));
  return places.flatMap((place) => {
    const conversation = byId.get(place.conversationId);
    return conversation ? [{ conversation, place, isCommon: false }] : [];
  });
}

/** A branch per conversation: MySQL reads a range of terms only where the conversation is a constant. */
async function countPrefix(sql: Sql, prefix: string, conversations: readonly Searchable[]): Promise<Reach> {
  const branch = `SELECT ? AS id, ? AS most, COUNT(*) AS count, MAX(seq) AS seq FROM (SELECT seq FROM term
                  WHERE conversation_id = ? AND term >= ? AND term < ? AND seq > ? LIMIT ?) AS bounded`;
  const found: { id: number; most: number; count: number; seq: number }[] = [];
  for (let from = 0; from < conversations.length; from += BRANCHES) {
    const chunk = conversations.slice(from, from + BRANCHES);
    const params = chunk.flatMap(({ id, joinedSeq, lastSeq }) => {
      const most = mostPrefixed(lastSeq - joinedSeq);
      return [id, most, id, ...bounds(prefix), joinedSeq, most];
    });
    found.push(...(await sql.query<(typeof found)[number]>(chunk.map(() => branch).join(' UNION ALL '), params)));
  }
  return new Map(found.filter(({ count }) => count > 0).map(({ id, most, count, seq }) => [id, { count, seq, isCommon: count >= most }]));
}

async function findPrefixHeads(sql: Sql, reach: Reach, conversations: readonly Searchable[]): Promise<NewestHit[]> {
  const rare = Array.from(reach).filter(([, { isCommon }]) => !isCommon);
  const times = await readTimes(
    sql,
    rare.map(([id, { seq }]) => [id, seq]),
  );
  return conversations.flatMap((conversation): NewestHit[] => {
    const { id, lastSeq, lastAt } = conversation;
    const { seq, isCommon } = reach.get(id) ?? {};
    if (seq === undefined) return [];
    if (isCommon) return [{ conversation, place: { conversationId: id, seq: lastSeq, createdAt: lastAt }, isCommon }];
    return [{ conversation, place: { conversationId: id, seq, createdAt: times.get(id) ?? 0 }, isCommon: false }];
  });
}

function mostPrefixed(messages: number): number {
  return Math.min(PREFIXED.most, Math.max(PREFIXED.least, Math.floor(messages / PREFIXED.per)));
}

function membershipsIn({ userId, conversation }: Scope): readonly [where: string, params: readonly number[]] {
  if (conversation === undefined) return ['k.user_id = ?', [userId]];
  return ['k.user_id = ? AND k.conversation_id = ?', [userId, conversation]];
}

interface Candidate {
  readonly seq: number;
  /** 0 where one of the other terms is missing. */
  readonly full: number;
}

/** Of each range, newest first. */
async function findCandidates(sql: Sql, way: SearchWay, ranges: readonly Range[]): Promise<Candidate[][]> {
  const asked = ranges.filter(({ isCommon }) => !isCommon);
  const [one, term, params] =
    way.kind === 'term' ? ['', 't.term = ?', [way.term]] : ['DISTINCT ', 't.term >= ? AND t.term < ?', bounds(way.prefix)];
  const full = way.others.map(() => 'EXISTS (SELECT 1 FROM term o WHERE o.conversation_id = ? AND o.term = ? AND o.seq = d.seq)');
  const branch = `SELECT ? AS id, d.seq AS seq, ${['1', ...full].join(' AND ')} AS full
                  FROM (SELECT ${one}t.seq FROM term t WHERE t.conversation_id = ? AND ${term} AND t.seq > ? AND t.seq < ?
                        ORDER BY t.seq DESC LIMIT ?) d`;
  const values = asked.flatMap(({ id, after, before, limit }) => [
    id,
    ...way.others.flatMap((other) => [id, other]),
    id,
    ...params,
    after,
    before,
    limit,
  ]);
  const rows = asked.length === 0 ? [] : await sql.query<Candidate & { id: number }>(marks(branch, asked.length, ' UNION ALL '), values);
  return ranges.map((range) => (range.isCommon ? everyOne(range) : newestFirst(rows.filter(({ id }) => id === range.id))));
}

function newestFirst<T extends { readonly seq: number }>(rows: readonly T[]): T[] {
  return rows.toSorted((a, b) => b.seq - a.seq);
}

/** Messages one after the other. */
function everyOne({ after, before, limit }: Range): Candidate[] {
  const count = Math.max(0, Math.min(limit, before - 1 - after));
  return Array.from({ length: count }, (_, index) => ({ seq: before - 1 - index, full: 1 }));
}

function bounds(prefix: string): [from: string, to: string] {
  return [prefix, prefix + END];
}
