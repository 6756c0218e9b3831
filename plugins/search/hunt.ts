import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Sql } from '../../engine/sql.ts';
import type { MessagePlace, StoredMessage } from '#app';
import { contentOf } from './content.ts';
import { findHeads, lastSeqsUntil, readCandidates, type Scope, type Searchable, type SearchWay } from './query.ts';
import { holds, type Plan } from './terms.ts';

/** What to hunt for, where, and how far. */
export interface Hunt {
  readonly scope: Scope;
  readonly plan: Plan;
  readonly way: SearchWay;
  readonly conversations: readonly Searchable[];
  /** Only messages of this sender. */
  readonly from: number | undefined;
  /** Only what stands before it; whether a message is there does not matter. */
  readonly before: MessagePlace | undefined;
  readonly limit: number;
  /** Candidates that may be looked at. */
  readonly scan: number;
}

/** Hits, newest first. */
export interface Catch {
  readonly messages: StoredMessage[];
  /** Where the next hunt goes on; undefined when there is no more. */
  readonly next: MessagePlace | undefined;
}

/** Candidates of a conversation that are read at once: few at first, since where hits are many few are shown. */
const FIRST_BATCH = 16;
const LAST_BATCH = 256;
/** Conversations whose candidates are read at once. */
const ABREAST = 8;
/** Characters of candidates that are compared before others have their turn: some ms. */
const AT_ONCE = 65_536;

/** Merges the conversations' hits by time: always the conversation that may hold the newest is read on, so that a page costs what it shows. */
export async function hunt(sql: Sql, order: Hunt): Promise<Catch> {
  const streams = await openStreams(sql, order);
  const messages: StoredMessage[] = [];
  let left = order.scan;
  for (;;) {
    const first = newest(streams);
    if (!first) return { messages, next: undefined };
    const hit = first.hits[0];
    if (messages.length === order.limit) return { messages, next: messages.at(-1) };
    if (hit) {
      messages.push(hit);
      first.hits.shift();
      continue;
    }
    if (left <= 0) return { messages, next: first.upper };
    left -= await readOn(sql, order, streams);
  }
}

/** A conversation while it is hunted through. */
interface Stream {
  readonly conversation: Searchable;
  readonly isCommon: boolean;
  /** What stands before it was not looked at yet. */
  upper: MessagePlace;
  /** Candidates of the next read. */
  batch: number;
  isOver: boolean;
  /** Found and not handed out yet, newest first. */
  readonly hits: StoredMessage[];
}

async function openStreams(sql: Sql, { scope, way, conversations, before }: Hunt): Promise<Stream[]> {
  const heads = await findHeads(sql, scope, { way, conversations });
  const streams = heads.map(({ conversation, place, isCommon }) => {
    return { conversation, isCommon, upper: { ...place, seq: place.seq + 1 }, batch: FIRST_BATCH, isOver: false, hits: [] };
  });
  if (before) await lower(sql, streams, before);
  return streams;
}

/** Lets streams begin behind a place. */
async function lower(sql: Sql, streams: readonly Stream[], before: MessagePlace): Promise<void> {
  const newer = streams.filter(({ upper }) => compare(upper, before) > 0);
  const moments = newer.map(({ conversation }) => ({
    conversation,
    time: conversation.id < before.conversationId ? before.createdAt : before.createdAt - 1,
  }));
  const seqs = await lastSeqsUntil(sql, moments);
  for (const [index, stream] of newer.entries()) {
    const { id } = stream.conversation;
    const seq = id === before.conversationId ? before.seq : (seqs[index] ?? 0) + 1;
    stream.upper = { conversationId: id, seq, createdAt: id === before.conversationId ? before.createdAt : (moments[index]?.time ?? 0) };
  }
}

function newest(streams: readonly Stream[]): Stream | undefined {
  let first: Stream | undefined;
  for (const stream of streams) {
    if (stream.isOver && stream.hits.length === 0) continue;
    if (!first || compare(topOf(stream), topOf(first)) > 0) first = stream;
  }
  return first;
}

/** The newest that a stream may still give. */
function topOf({ hits, upper }: Stream): MessagePlace {
  return hits[0] ?? upper;
}

/** Reads the next candidates of those that may hold the newest; returns how many were looked at. */
async function readOn(sql: Sql, order: Hunt, streams: readonly Stream[]): Promise<number> {
  const open = streams.filter(({ isOver, hits }) => !isOver && hits.length === 0);
  const next = open.toSorted((a, b) => compare(b.upper, a.upper)).slice(0, ABREAST);
  // SQLite keeps few statements prepared, and asking is cheap; on MySQL every statement is a way to go.
  const groups = sql.dialect === 'sqlite' ? next.map((stream) => [stream]) : [next];
  const counts = await Promise.all(groups.map((group) => advance(sql, order, group)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function advance(sql: Sql, order: Hunt, streams: readonly Stream[]): Promise<number> {
  const ranges = streams.map(({ isCommon, batch, upper, conversation: { id, joinedSeq } }) => {
    return { id, after: joinedSeq, before: upper.seq, limit: batch, isCommon };
  });
  const candidates = await readCandidates(sql, order.way, ranges);
  for (const [index, { seqs, messages }] of candidates.entries()) {
    const stream = streams[index];
    if (!stream) continue;
    const last = messages.at(-1);
    stream.isOver = seqs.length < stream.batch || !last;
    stream.batch = Math.min(LAST_BATCH, stream.batch * 4);
    if (last) stream.upper = last;
    stream.hits.push(...(await hitsAmong(messages, order)));
  }
  return candidates.reduce((sum, { seqs }) => sum + Math.max(1, seqs.length), 0);
}

/** Long messages take their time: between them others get on. */
async function hitsAmong(messages: readonly StoredMessage[], { plan, from }: Hunt): Promise<StoredMessage[]> {
  const hits: StoredMessage[] = [];
  let left = AT_ONCE;
  for (const message of messages) {
    if (isHit(message, plan, from)) hits.push(message);
    left -= message.data.length;
    if (left > 0) continue;
    await nextTurn();
    left = AT_ONCE;
  }
  return hits;
}

function isHit({ type, data, senderId }: StoredMessage, plan: Plan, from: number | undefined): boolean {
  if (from !== undefined && senderId !== from) return false;
  return holds(contentOf(type, data), plan);
}

/** Order of places: by time, then conversation, then seq. */
function compare(a: MessagePlace, b: MessagePlace): number {
  return a.createdAt - b.createdAt || a.conversationId - b.conversationId || a.seq - b.seq;
}
