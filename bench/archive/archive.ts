import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { insertUser } from '../../app/account/user.ts';
import type { Tail } from '../../app/messaging/follow/cursor.ts';
import { addMembers, insertGroup } from '../../app/group/store.ts';
import type { StoredMessage } from '../../app/messaging/journal/draft.ts';
import type { MessagePlace } from '../../app/messaging/journal/message-id.ts';
import { advanceConversations, insertMessages } from '../../app/messaging/journal/statement.ts';
import type { Sql, SqlSession } from '../../engine/sql.ts';
import { Dice } from './dice.ts';
import { sentence } from './text.ts';

/** Whose messages, and how many. */
export interface ArchivePlan {
  readonly owner: number;
  /** Other people who write to each other. */
  readonly pairs: readonly (readonly [number, number])[];
  /** Messages of the owner's conversations; other people's come to a tenth of it. */
  readonly count: number;
}

/** What was stored. */
export interface Archive {
  /** The conversation of the owner that has most messages, a single one. */
  readonly largest: { readonly id: number; readonly peer: number; readonly messages: number };
  /** In the middle of it. */
  readonly middle: MessagePlace;
  readonly messages: number;
}

interface Talk {
  readonly id: number;
  readonly people: readonly number[];
  lastSeq: number;
  lastAt: number;
}

/** The owner's; one of ten is a group. */
export const CONVERSATIONS = 300;
const GROUP_EVERY = 10;
const GROUP_SIZE = 20;
/** Of the owner's conversations so many messages at most are not read yet. */
const UNREAD = 4;
const SEED = 20_261_120;
const SPAN = 365 * 24 * 3_600_000;
const ROWS = 4096;

/** Fills a database that no server has open: as after a year, by the server's own statements, the term table by its own indexer. */
export async function storeArchive(sql: Sql, plan: ArchivePlan): Promise<Archive> {
  const dice = new Dice(SEED);
  const begin = Date.now() - SPAN;
  const own = await sql.transaction((tx) => openOwn(tx, plan.owner, begin));
  const others = await sql.transaction((tx) => openPairs(tx, plan.pairs, begin));
  const middle = await storeMessages(sql, { dice, begin, own, others, count: plan.count });
  await closeTalks(sql, plan.owner, [...own, ...others]);
  const tails = [...own, ...others].map(({ id, lastSeq }) => ({ id, heardSeq: 0, lastSeq }));
  await indexByUnits(sql, tails);
  const [first] = own;
  if (!first || !middle) throw new Error('the archive is empty');
  const messages = tails.reduce((sum, { lastSeq }) => sum + lastSeq, 0);
  return { largest: { id: first.id, peer: first.people[1] ?? 0, messages: first.lastSeq }, middle, messages };
}

/** What a unit makes of messages: `archive-index.ts` among its tests, which go with the unit. */
interface UnitIndex {
  index(sql: Sql, tails: readonly Tail[]): Promise<void>;
}

async function indexByUnits(sql: Sql, tails: readonly Tail[]): Promise<void> {
  const units = path.join(import.meta.dirname, '../../test/plugins');
  const own = `archive-index${path.extname(import.meta.filename)}`;
  for (const name of fs.existsSync(units) ? fs.readdirSync(units) : []) {
    const file = path.join(units, name, own);
    if (!fs.existsSync(file)) continue;
    const unit = (await import(pathToFileURL(file).href)) as UnitIndex;
    await unit.index(sql, tails);
  }
}

async function openOwn(tx: SqlSession, owner: number, now: number): Promise<Talk[]> {
  const talks: Talk[] = [];
  const people: number[] = [];
  for (let number = 0; number < CONVERSATIONS; number += 1) {
    people.push(await insertUser(tx, { username: `peer${number}`, passwordHash: null, role: 'user', nickname: `Peer ${number}` }, now));
    const isGroup = number % GROUP_EVERY === GROUP_EVERY - 1;
    talks.push(
      await (isGroup ? openGroup(tx, [owner, ...people.slice(-GROUP_SIZE + 1)], now) : openSingle(tx, [owner, people.at(-1) ?? 0], now)),
    );
  }
  return talks;
}

async function openPairs(tx: SqlSession, pairs: ArchivePlan['pairs'], now: number): Promise<Talk[]> {
  const talks: Talk[] = [];
  for (const pair of pairs) talks.push(await openSingle(tx, pair, now));
  return talks;
}

async function openSingle(tx: SqlSession, [a, b]: readonly [number, number], now: number): Promise<Talk> {
  const { insertId: id } = await tx.execute(`INSERT INTO conversation (kind, name_key, created_at) VALUES ('single', ?, ?)`, [
    `single:${Math.min(a, b)}:${Math.max(a, b)}`,
    now,
  ]);
  await tx.execute('INSERT INTO member (user_id, conversation_id, peer_id, created_at) VALUES (?, ?, ?, ?), (?, ?, ?, ?)', [
    a,
    id,
    b,
    now,
    b,
    id,
    a,
    now,
  ]);
  return { id, people: [a, b], lastSeq: 0, lastAt: now };
}

async function openGroup(tx: SqlSession, people: readonly number[], now: number): Promise<Talk> {
  const [ownerId = 0] = people;
  const id = await insertGroup(tx, { ownerId, name: `Group of ${people.length}`, roomKey: null, now });
  const members = people.map((userId) => ({ userId }));
  await addMembers(tx, { groupId: id, lastSeq: 0, history: 'all' }, members);
  return { id, people, lastSeq: 0, lastAt: now };
}

interface Filling {
  readonly dice: Dice;
  readonly begin: number;
  readonly own: readonly Talk[];
  readonly others: readonly Talk[];
  readonly count: number;
}

/** In the order of time, as they would have come: neighbours in a conversation do not stand together. Returns the middle of the first. */
async function storeMessages(sql: Sql, { dice, begin, own, others, count }: Filling): Promise<MessagePlace | undefined> {
  const places: MessagePlace[] = [];
  const total = Math.round(count * 1.1);
  for (let from = 0; from < total; from += ROWS) {
    const rows = Array.from({ length: Math.min(ROWS, total - from) }, (_, index) => {
      const number = from + index;
      const talk = number % 11 === 10 ? others[dice.below(others.length)] : own[dice.rank(own.length)];
      if (!talk) throw new Error('nobody to write to');
      return nextMessage(dice, talk, begin + Math.floor((number / total) * SPAN));
    });
    await sql.transaction((tx) => insertMessages(tx, sql.dialect, rows));
    for (const { conversationId, seq, createdAt } of rows) {
      if (conversationId === own[0]?.id) places.push({ conversationId, seq, createdAt });
    }
  }
  return places[Math.floor(places.length / 2)];
}

function nextMessage(dice: Dice, talk: Talk, now: number): StoredMessage {
  talk.lastSeq += 1;
  talk.lastAt = now;
  const senderId = talk.people[dice.below(talk.people.length)] ?? 0;
  const data = sentence(dice);
  return {
    conversationId: talk.id,
    seq: talk.lastSeq,
    senderId,
    clientId: clientId(dice, now),
    type: 'text',
    data,
    options: null,
    createdAt: now,
  };
}

/** A UUIDv7, as clients make them. */
function clientId(dice: Dice, time: number): Buffer {
  const id = Buffer.alloc(16);
  id.writeUIntBE(time, 0, 6);
  id.writeUInt16BE(0x7000 + dice.below(0x1000), 6);
  id.writeUInt32BE(2 ** 31 + dice.below(2 ** 30), 8);
  id.writeUInt32BE(dice.below(2 ** 32), 12);
  return id;
}

/** Everything was handed over, and nearly everything was read. */
async function closeTalks(sql: Sql, owner: number, talks: readonly Talk[]): Promise<void> {
  await sql.transaction(async (tx) => {
    await advanceConversations(tx, sql.dialect, talks);
    for (const { id, lastSeq } of talks) {
      await tx.execute('UPDATE member SET delivered_seq = ?, read_seq = ? WHERE conversation_id = ?', [lastSeq, lastSeq, id]);
      const read = Math.max(0, lastSeq - (id % (UNREAD + 1)));
      await tx.execute('UPDATE member SET read_seq = ? WHERE conversation_id = ? AND user_id = ?', [read, id, owner]);
    }
  });
}
