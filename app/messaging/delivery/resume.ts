import type { Application } from '#kernel';
import type { Sql } from '../../../engine/sql.ts';
import { NOTICE_TYPE, type WireExtras } from '../../../protocol/index.ts';
import type { Extras } from '../extras/extras.ts';
import { readable } from '../../group/readable.ts';
import type { StoredMessage } from '../journal/draft.ts';
import type { Receipts } from '../journal/receipts.ts';
import { findBacklogs, findGroups, readUndelivered, type UndeliveredMessage } from '../journal/undelivered.ts';
import { readNotice } from '../notice/facts.ts';
import { withExtras } from '../../presenter/message.ts';
import { presentFor } from '../view.ts';
import { seal } from './envelope.ts';
import type { GroupFeeds } from './group-feeds.ts';
import type { Session } from './session.ts';

/** What a resume works with. */
export interface ResumeOptions {
  readonly app: Application;
  readonly rooms: GroupFeeds;
  readonly receipts: Receipts;
  readonly extras: Extras;
  /** Rows per read. */
  readonly page: number;
}

const FROM_SQL = { epoch: '', last: 0 } as const;
const MOST_HEADS = 1000;
/** Heads of this much before the client's last frame are told too: clocks of nodes differ. */
const HEADS_OVERLAP = 60_000;

/** Hands over what the user has not acknowledged, oldest first, and tells a client of ours that it is up to date. */
export async function resumeSession(session: Session, options: ResumeOptions): Promise<void> {
  // What is written down as acknowledged while SQL is read here is not shown again.
  const release = options.receipts.hold(session.userId);
  try {
    await handOver(session, options);
  } finally {
    release();
  }
}

async function handOver(session: Session, options: ResumeOptions): Promise<void> {
  const { app, rooms, receipts, page } = options;
  const { sql, kinds } = app;
  // Before SQL is read: what is said in a group from now on comes by, what was said before is read.
  await rooms.enter(await findGroups(sql, session.userId));
  const backlogs = await findBacklogs(sql, session.userId);
  for (const { isBlocked, conversationId, deliveredSeq, lastSeq } of backlogs) {
    if (isBlocked) receipts.mark(session.userId, conversationId, [deliveredSeq + 1, lastSeq]);
  }
  // Of a unit that is off nothing is shown, and all of it once it is on again.
  const open = backlogs.filter(({ isBlocked, kind }) => !isBlocked && kinds.has(kind));
  for await (const rows of readUndelivered(sql, open, page)) {
    const extras = session.protocol === 'foyer' ? await options.extras.of(rows.map(({ message }) => message)) : undefined;
    for (const row of rows) await hand(session, { ...row, extras: extras?.get(row.message) }, options);
    await session.room();
    if (session.isEnded || session.isSilent) return;
  }
  if (session.protocol === 'foyer') session.push({ op: 'ready', heads: await heads(session, sql), time: Date.now() });
}

interface Told extends UndeliveredMessage {
  readonly extras: WireExtras | undefined;
}

async function hand(session: Session, { message, backlog, extras }: Told, { app, receipts }: ResumeOptions): Promise<void> {
  const { conversationId, seq, senderId } = message;
  // Acknowledged here, and on its way to the table: who comes back at once is not shown it again.
  if (receipts.has(session.userId, conversationId, seq)) return;
  if (senderId === session.userId || isPast(message, backlog.isOver)) {
    receipts.mark(session.userId, conversationId, [seq, seq]);
    return;
  }
  const shown = await presentFor(app, { ...backlog, readerId: session.userId }, message);
  session.write(seal(message, withExtras(shown, extras)), FROM_SQL);
}

/** A recalled message: the recall behind it is told instead. Of a group that is over nothing but what the system says (D30). */
function isPast({ type, data, seq }: StoredMessage, isOver: boolean): boolean {
  if (type !== NOTICE_TYPE) return isOver;
  const notice = readNotice(data);
  return notice.kind === 'recalled' && notice.seq === seq;
}

async function heads(session: Session, sql: Sql): Promise<[number, number][]> {
  const rows = await sql.query<{ id: number; lastSeq: number }>(
    `SELECT c.id AS id, c.last_seq AS lastSeq FROM member k JOIN conversation c ON c.id = k.conversation_id
     WHERE k.user_id = ? AND c.last_at > ? AND ${readable('c.id')} ORDER BY c.last_at DESC LIMIT ${MOST_HEADS}`,
    [session.userId, Math.max(0, session.since - HEADS_OVERLAP)],
  );
  return rows.map(({ id, lastSeq }) => [id, lastSeq]);
}
