import type { Sql } from '../../../engine/sql.ts';
import { BY_KEY } from '../../schema/by-key.ts';
import { Ranges } from './ranges.ts';
import { marks } from '../../../engine/marks.ts';
import { given } from './statement.ts';

/** Options of the receipts. */
export interface ReceiptsOptions {
  readonly sql: Sql;
  /** Milliseconds between two writes. */
  readonly interval: number;
  /** Told when a write failed; what it held is kept and tried again. */
  onError(error: unknown): void;
}

interface Pending {
  readonly userId: number;
  readonly conversationId: number;
  readonly ranges: Ranges;
  /** Flushes to sit out, after one in which the ranges did not join what is stored. */
  wait: number;
  /** Flushes sat out in a row. */
  misses: number;
}

interface Due extends Pending {
  readonly from: number;
  readonly to: number;
}

const ROWS = 250;
/** A range that joins nothing for this long is given up: its messages are delivered again, and dropped by the client. */
const MOST_MISSES = 64;

/**
 * Moves `delivered_seq` of members over contiguous ranges only (a hole is a message that nobody has acknowledged), a few statements
 * per interval. Ranges that do not join what is stored yet are kept until they do.
 */
export class Receipts {
  readonly #options: ReceiptsOptions;
  readonly #pending = new Map<string, Pending>();
  /** How many are reading the table for a user. */
  readonly #readers = new Map<number, number>();
  readonly #timer: NodeJS.Timeout;
  #flushing: Promise<void> | undefined;

  constructor(options: ReceiptsOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.flush(), options.interval).unref();
  }

  /** Notes that a user has `from`…`to` of a conversation. */
  mark(userId: number, conversationId: number, [from, to]: readonly [number, number]): void {
    const key = `${userId}:${conversationId}`;
    let pending = this.#pending.get(key);
    if (!pending) this.#pending.set(key, (pending = { userId, conversationId, ranges: new Ranges(), wait: 0, misses: 0 }));
    pending.ranges.add(from, to);
    pending.wait = 0;
  }

  /** Whether this node knows that the user has a message, before that reaches the table. */
  has(userId: number, conversationId: number, seq: number): boolean {
    return this.#pending.get(`${userId}:${conversationId}`)?.ranges.has(seq) ?? false;
  }

  /** From now until the function that it returns is called, `has` knows what reaches the table too: whoever reads that meanwhile may have read it before. */
  hold(userId: number): () => void {
    this.#readers.set(userId, (this.#readers.get(userId) ?? 0) + 1);
    return () => {
      const others = (this.#readers.get(userId) ?? 0) - 1;
      if (others > 0) this.#readers.set(userId, others);
      else this.#readers.delete(userId);
    };
  }

  /** Writes what is due now. Never rejects. */
  flush(): Promise<void> {
    this.#flushing ??= this.#flush()
      .catch((error: unknown) => this.#options.onError(error))
      .finally(() => (this.#flushing = undefined));
    return this.#flushing;
  }

  /** Writes what is left and stops. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#flushing;
    await this.flush();
  }

  async #flush(): Promise<void> {
    const due: Due[] = [];
    for (const pending of this.#pending.values()) {
      const first = pending.ranges.first;
      if (pending.wait > 0) pending.wait -= 1;
      else if (first) due.push(Object.assign(pending, { from: first[0], to: first[1] }));
    }
    // In the order of the primary key, so that two nodes never wait for each other.
    due.sort((a, b) => a.userId - b.userId || a.conversationId - b.conversationId);
    for (let at = 0; at < due.length; at += ROWS) await this.#write(due.slice(at, at + ROWS));
  }

  async #write(due: readonly Due[]): Promise<void> {
    await (this.#options.sql.dialect === 'sqlite' ? this.#writeSqlite(due) : this.#writeMysql(due));
    const stored = await this.#read(due);
    for (const pending of due) this.#settle(pending, stored.get(keyOf(pending)));
  }

  #settle(pending: Due, delivered: number | undefined): void {
    const { userId, ranges } = pending;
    // Written once more after the hold, for nothing; that is cheap, and rare.
    if (delivered !== undefined && this.#readers.has(userId)) return;
    ranges.dropUpTo(delivered ?? pending.to);
    if (delivered === undefined || delivered >= pending.to) pending.misses = 0;
    else pending.misses += 1;
    pending.wait = Math.min(pending.misses, 10);
    if (ranges.isEmpty || pending.misses > MOST_MISSES) this.#pending.delete(keyOf(pending));
  }

  #writeSqlite(due: readonly Due[]): Promise<unknown> {
    return this.#options.sql.execute(
      `UPDATE member SET delivered_seq = v.value ->> 3 FROM json_each(?) AS v
       WHERE member.user_id = v.value ->> 0 AND member.conversation_id = v.value ->> 1
         AND member.delivered_seq >= (v.value ->> 2) - 1 AND member.delivered_seq < v.value ->> 3`,
      [JSON.stringify(due.map(({ userId, conversationId, from, to }) => [userId, conversationId, from, to]))],
    );
  }

  #writeMysql(due: readonly Due[]): Promise<unknown> {
    const rows = given(['u', 'c', 'lo', 'hi'], due.length);
    return this.#options.sql.execute(
      `UPDATE ${rows} member m ${BY_KEY} ON m.user_id = v.u AND m.conversation_id = v.c
       SET m.delivered_seq = v.hi WHERE m.delivered_seq >= v.lo - 1 AND m.delivered_seq < v.hi`,
      due.flatMap(({ userId, conversationId, from, to }) => [userId, conversationId, from, to]),
    );
  }

  async #read(due: readonly Due[]): Promise<Map<string, number>> {
    const { sql } = this.#options;
    const keys = due.map(({ userId, conversationId }) => [userId, conversationId]);
    const columns = 'm.user_id AS userId, m.conversation_id AS conversationId, m.delivered_seq AS delivered';
    const rows =
      sql.dialect === 'sqlite'
        ? await sql.query<DeliveredRow>(
            `SELECT ${columns} FROM json_each(?) AS v JOIN member m ON m.user_id = v.value ->> 0 AND m.conversation_id = v.value ->> 1`,
            [JSON.stringify(keys)],
          )
        : await sql.query<DeliveredRow>(
            `SELECT ${columns} FROM member m WHERE ${marks('(user_id = ? AND conversation_id = ?)', due.length, ' OR ')}`,
            keys.flat(),
          );
    return new Map(rows.map((row) => [keyOf(row), row.delivered]));
  }
}

interface DeliveredRow extends Pick<Pending, 'userId' | 'conversationId'> {
  readonly delivered: number;
}

function keyOf({ userId, conversationId }: Pick<Pending, 'userId' | 'conversationId'>): string {
  return `${userId}:${conversationId}`;
}
