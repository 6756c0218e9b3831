import type { Sql } from '../../../engine/sql.ts';
import { GROUP_STATUS } from '../../cache.ts';
import { readable } from '../../group/readable.ts';
import type { StoredMessage } from './draft.ts';
import { MESSAGE_COLUMNS, readMessage } from './statement.ts';

/** A conversation in which a user has not acknowledged everything. */
export interface Backlog {
  readonly conversationId: number;
  readonly kind: string;
  /** The other user of a single conversation; of a group its id. */
  readonly peerId: number;
  readonly deliveredSeq: number;
  readonly lastSeq: number;
  /** The user has blacklisted the peer since: nothing of it is handed over (D30). */
  readonly isBlocked: boolean;
  /** The group was dissolved since: only what the system says is handed over. */
  readonly isOver: boolean;
}

/** A message with the conversation it belongs to. */
export interface UndeliveredMessage {
  readonly message: StoredMessage;
  readonly backlog: Backlog;
}

/** Conversations that hold more than the user has acknowledged. */
export async function findBacklogs(sql: Sql, userId: number): Promise<Backlog[]> {
  const rows = await sql.query<Omit<Backlog, 'isBlocked' | 'isOver'> & { blocked: number; status: number }>(
    `SELECT k.conversation_id AS conversationId, c.kind AS kind, k.peer_id AS peerId, k.delivered_seq AS deliveredSeq,
            c.last_seq AS lastSeq, CASE WHEN b.user_id IS NULL THEN 0 ELSE 1 END AS blocked, COALESCE(g.status, 1) AS status
     FROM member k JOIN conversation c ON c.id = k.conversation_id
     LEFT JOIN blacklist b ON b.user_id = k.user_id AND b.target_id = k.peer_id AND c.kind = 'single'
     LEFT JOIN chat_group g ON g.id = c.id
     WHERE k.user_id = ? AND c.last_seq > k.delivered_seq AND ${readable('c.id')}`,
    [userId],
  );
  return rows.map(({ blocked, status, ...row }) => ({ ...row, isBlocked: blocked > 0, isOver: status === GROUP_STATUS.dissolved }));
}

/** Groups that a user is in, but those that are over. A banned one may be opened at any time. */
export async function findGroups(sql: Sql, userId: number): Promise<number[]> {
  const rows = await sql.query<{ id: number }>(
    `SELECT k.conversation_id AS id FROM member k JOIN chat_group g ON g.id = k.conversation_id WHERE k.user_id = ? AND g.status <> ?`,
    [userId, GROUP_STATUS.dissolved],
  );
  return rows.map(({ id }) => id);
}

/**
 * What the backlogs hold, in pages, oldest first: a merge by time over the conversations, each read by ranges of its key.
 * Costs the rows it yields, however long the histories are.
 */
export async function* readUndelivered(sql: Sql, backlogs: readonly Backlog[], page: number): AsyncGenerator<UndeliveredMessage[]> {
  let open = backlogs.map((backlog) => new Lane(backlog));
  while (open.length > 0) {
    await refill(sql, open, page);
    open = open.filter((lane) => !lane.isOver);
    const merged = mergeUntilOneRunsOut(open);
    if (merged.length > 0) yield merged;
  }
}

/** One conversation's share of the merge. */
class Lane {
  readonly backlog: Backlog;
  /** Read and not handed out yet, by seq. */
  rows: UndeliveredMessage[] = [];
  #read: number;

  constructor(backlog: Backlog) {
    this.backlog = backlog;
    this.#read = backlog.deliveredSeq;
  }

  /** Nothing is left in the table. */
  get isRead(): boolean {
    return this.#read >= this.backlog.lastSeq;
  }

  get isOver(): boolean {
    return this.isRead && this.rows.length === 0;
  }

  /** The range of seqs to read next, both included. */
  claim(most: number): [from: number, to: number] {
    const from = this.#read + 1;
    this.#read = Math.min(this.#read + most, this.backlog.lastSeq);
    return [from, this.#read];
  }

  /** Hands out the rows up to a time. */
  take(horizon: number): UndeliveredMessage[] {
    const at = this.rows.findIndex(({ message }) => message.createdAt > horizon);
    return this.rows.splice(0, at === -1 ? this.rows.length : at);
  }
}

const BRANCHES = 64;

async function refill(sql: Sql, lanes: readonly Lane[], page: number): Promise<void> {
  const empty = lanes.filter((lane) => lane.rows.length === 0 && !lane.isRead);
  const share = Math.max(1, Math.ceil(page / Math.max(1, Math.min(empty.length, BRANCHES))));
  for (let at = 0; at < empty.length; at += BRANCHES) await read(sql, empty.slice(at, at + BRANCHES), share);
}

async function read(sql: Sql, lanes: readonly Lane[], share: number): Promise<void> {
  const byId = new Map(lanes.map((lane) => [lane.backlog.conversationId, lane]));
  // A branch per conversation, so that each is a range of the primary key on both engines.
  const branch = `SELECT ${MESSAGE_COLUMNS} FROM message WHERE conversation_id = ? AND seq BETWEEN ? AND ?`;
  const params = lanes.flatMap((lane) => [lane.backlog.conversationId, ...lane.claim(share)]);
  const rows = await sql.query(lanes.map(() => branch).join(' UNION ALL '), params);
  for (const message of rows.map(readMessage)) {
    const lane = byId.get(message.conversationId);
    lane?.rows.push({ message, backlog: lane.backlog });
  }
  for (const lane of lanes) lane.rows.sort((a, b) => a.message.seq - b.message.seq);
}

/** Takes rows by time up to where some lane has more to read than it shows; within a lane time follows seq. */
function mergeUntilOneRunsOut(lanes: readonly Lane[]): UndeliveredMessage[] {
  const horizon = Math.min(...lanes.filter((lane) => !lane.isRead).map(lastTime));
  const merged = lanes.flatMap((lane) => lane.take(horizon));
  return merged.toSorted((a, b) => a.message.createdAt - b.message.createdAt || a.message.conversationId - b.message.conversationId);
}

function lastTime(lane: Lane): number {
  return lane.rows.at(-1)?.message.createdAt ?? -Infinity;
}
