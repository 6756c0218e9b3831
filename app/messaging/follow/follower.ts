import { setTimeout as sleep } from 'node:timers/promises';
import { Watch } from '#kernel';
import type { Sql, SqlSession } from '../../../engine/sql.ts';
import { within } from '../../../engine/within.ts';
import type { HookFault } from '../hooks.ts';
import { findBehind, letGo, moveCursors, takeTails, WALK, type Tail } from './cursor.ts';
import { Pauses, type PauseOptions } from './pauses.ts';
import { readPortion, type FollowedMessage, type Portion } from './read.ts';

/** What a follower is handed beside messages. */
export interface FollowContext {
  /** Aborted when the deadline has passed, or the process ends: what is done from then on counts for nothing. */
  readonly signal: AbortSignal;
  /** Writes down in a transaction of the follower's own that it has heard these messages: both stand, or neither. Rejects once the signal is aborted. */
  keep(tx: SqlSession): Promise<void>;
}

/** How a unit follows what is said. */
export interface FollowOptions {
  /** Where it begins when it is new: with all that was ever said, or with what is said from then on. */
  readonly from: 'start' | 'now';
  /** Hears of messages, conversation by conversation and in order. Where it rejects, or takes longer than the deadline, it hears of them again. */
  handle(messages: readonly FollowedMessage[], ctx: FollowContext): Promise<void> | void;
  /** ms between two runs. */
  readonly interval?: number;
  /** Most messages of a run. */
  readonly slice?: number;
  /** Messages waiting for their commit above which it leaves the store to them. */
  readonly calm?: number;
  /** ms that `handle` has. */
  readonly deadline?: number;
}

/** What all followers of a node share. */
export interface FollowerSetting {
  readonly sql: Sql;
  /** This process. */
  readonly node: string;
  /** Messages that wait for their commit here. */
  readonly pending: () => number;
  /** ms for which conversations are taken beyond the deadline. */
  readonly lease: number;
  readonly pause: PauseOptions;
  readonly onFault: (fault: HookFault) => void;
  /** Hears of runs that the store did not take; they come again. */
  readonly onError: (error: unknown) => void;
}

/** Messages that are handed on together: they are in memory together. */
const MOST_MESSAGES = 250;
/** Conversations that are handed on together; SQLite takes 500 branches in one statement. */
const MOST_TAILS = 100;
/** Conversations that failed and are tried again in one run, each by itself. */
const MOST_RETRIES = 20;
/** What failed rests longer and longer, and all of a follower at most so many times its first pause: one bad message holds up no others for long. */
const OWN_PAUSES = 8;
/** How often, and after how many ms, a waiting node looks again at what another node is at. */
const PATIENCE = { tries: 5, pause: 40 };
/** ms that the end of the process waits for what is handed on. */
const LAST = 1000;

/** What became of conversations that were taken. */
interface Progress {
  readonly isHeard: boolean;
  readonly messages: number;
}

/**
 * Hands every committed message to one unit, at least once and in order per conversation, behind the messages' way: those of conversations that
 * this node stored messages of, and by and by whatever else is behind. Its cursors are in SQL; of several nodes one hands on a conversation at a time.
 */
export class Follower {
  readonly name: string;
  readonly #options: Required<FollowOptions>;
  readonly #setting: FollowerSetting;
  readonly #touched = new Set<number>();
  /** Conversations that this process is at, until the promise settles. */
  readonly #held = new Map<number, Promise<unknown>>();
  readonly #handed = new Set<AbortController>();
  readonly #rest: Pauses;
  readonly #ownRest: Pauses;
  /** Ids below have been walked over; undefined at the end. */
  #walked: number | undefined = 0;
  #watch: Watch | undefined;
  #isClosed = false;

  constructor(name: string, options: Required<FollowOptions>, setting: FollowerSetting) {
    this.name = name;
    this.#options = options;
    this.#setting = setting;
    this.#rest = new Pauses(setting.pause);
    this.#ownRest = new Pauses({ ...setting.pause, most: setting.pause.least * OWN_PAUSES });
  }

  /** A message was stored in a conversation. */
  note(conversationId: number): void {
    this.#touched.add(conversationId);
  }

  /** Begins to look for conversations that nobody told of: a process that had noted them may be gone. */
  sweep(): void {
    this.#walked ??= 0;
  }

  /** Runs again and again until it is closed. */
  start(): void {
    this.#watch = new Watch(this.#options.interval, () => this.run(), this.#setting.onError);
  }

  /** Hands on nothing more; what is under way is told to end, and waited for a second. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const handed of this.#handed) handed.abort(new Error('the process ends'));
    const ending = Promise.all([this.#watch?.close(), ...this.#held.values()]);
    await within(LAST, ending, () => new Overdue(LAST)).catch(() => {});
  }

  /** One run: at most a slice, and nothing while the node is busy or after failures. What fails ends it. */
  async run(): Promise<void> {
    const { calm, slice } = this.#options;
    if (this.#isClosed || this.#setting.pending() > calm || !this.#ownRest.isOver(0)) return;
    const groups = this.#due();
    if (groups.length === 0) return this.#walk();
    for (const ids of groups) {
      await this.#advance(ids, slice);
      if (!this.#ownRest.isOver(0)) return;
    }
  }

  /** Hands on what is behind at once, at most so many messages; whether all of it was heard. */
  async catchUp(tails: readonly Tail[], most: number): Promise<boolean> {
    const behind = tails.filter(({ heardSeq, lastSeq }) => heardSeq < lastSeq).map(({ id }) => id);
    let left = most;
    for (let from = 0; from < behind.length; from += MOST_TAILS) {
      if (left <= 0) return false;
      const progress = await this.#catchUpWith(behind.slice(from, from + MOST_TAILS), left);
      if (!progress.isHeard) return false;
      left -= progress.messages;
    }
    return true;
  }

  async #catchUpWith(ids: readonly number[], most: number): Promise<Progress> {
    if (ids.some((id) => this.#rest.has(id))) return { isHeard: false, messages: 0 };
    for (let tries = 1; ; tries += 1) {
      for (let held = this.#underWay(ids); held.length > 0; held = this.#underWay(ids)) await Promise.all(held);
      const progress = await this.#advance(ids, most);
      const isElsewhere = !progress.isHeard && progress.messages === 0 && !ids.some((id) => this.#rest.has(id));
      if (!isElsewhere || tries === PATIENCE.tries) return progress;
      await sleep(PATIENCE.pause);
    }
  }

  #underWay(ids: readonly number[]): Promise<unknown>[] {
    return ids.flatMap((id) => this.#held.get(id) ?? []);
  }

  /** Conversations to be handed on together; those that failed each by itself, so that one holds up no other. */
  #due(): number[][] {
    const due = [...this.#touched].filter((id) => !this.#held.has(id) && this.#rest.isOver(id));
    const sound = due.filter((id) => !this.#rest.has(id)).slice(0, MOST_TAILS);
    const failed = due.filter((id) => this.#rest.has(id)).slice(0, MOST_RETRIES);
    return [...(sound.length > 0 ? [sound] : []), ...failed.map((id) => [id])];
  }

  async #walk(): Promise<void> {
    if (this.#walked === undefined) return;
    const { ids, isLast } = await findBehind(this.#setting.sql, this.name, this.#walked);
    for (const id of ids) this.note(id);
    this.#walked = isLast ? undefined : this.#walked + WALK;
  }

  #advance(ids: readonly number[], most: number): Promise<Progress> {
    const work = this.#take(ids, most).finally(() => ids.forEach((id) => this.#held.delete(id)));
    const settled = work.catch(() => {});
    for (const id of ids) this.#held.set(id, settled);
    return work;
  }

  async #take(ids: readonly number[], most: number): Promise<Progress> {
    const { sql, node, lease } = this.#setting;
    const holder = { name: this.name, node };
    // Before reading: what is stored meanwhile is noted anew.
    for (const id of ids) this.#touched.delete(id);
    try {
      const now = Date.now();
      const { tails, elsewhere } = await takeTails(sql, holder, { ids, now, until: now + this.#options.deadline + lease });
      const { behind, messages } = await this.#handOn(tails, most);
      for (const id of [...elsewhere, ...behind.map((tail) => tail.id)]) this.note(id);
      return { isHeard: elsewhere.length + behind.length === 0, messages };
    } catch (error) {
      for (const id of ids) this.note(id);
      throw error;
    } finally {
      // Where it fails they are free after the lease.
      await letGo(sql, holder, ids).catch(this.#setting.onError);
    }
  }

  async #handOn(tails: readonly Tail[], most: number): Promise<{ behind: readonly Tail[]; messages: number }> {
    let behind = tails.filter(({ heardSeq, lastSeq }) => heardSeq < lastSeq);
    let messages = 0;
    let left = most;
    while (left > 0 && behind.length > 0 && !this.#isClosed) {
      const portion = await readPortion(this.#setting.sql, behind.slice(0, MOST_TAILS), Math.min(left, MOST_MESSAGES));
      if (!(await this.#hand(portion))) break;
      messages += portion.messages.length;
      left -= Math.max(1, portion.messages.length);
      behind = [...portion.behind];
    }
    return { behind, messages };
  }

  /** Hands on one portion and writes down that it was heard; false where the unit did not take it. */
  async #hand({ messages, cursors }: Portion): Promise<boolean> {
    const { sql, onFault } = this.#setting;
    const { deadline } = this.#options;
    const handed = new AbortController();
    const keep = (tx: SqlSession): Promise<void> => {
      handed.signal.throwIfAborted();
      return moveCursors(tx, { dialect: sql.dialect, name: this.name, cursors });
    };
    let isKept = false;
    const ctx: FollowContext = { signal: handed.signal, keep: (tx) => keep(tx).then(() => void (isKept = true)) };
    this.#handed.add(handed);
    try {
      if (messages.length > 0) await within(deadline, this.#handle(messages, ctx), () => new Overdue(deadline));
    } catch (error) {
      handed.abort(error);
      if (this.#isClosed) return false;
      for (const [id] of cursors) this.#rest.failed(id);
      this.#ownRest.failed(0);
      onFault({ unit: this.name, hook: 'follow', reason: error instanceof Overdue ? 'deadline' : 'error', error });
      return false;
    } finally {
      this.#handed.delete(handed);
    }
    if (!isKept) await sql.transaction(keep);
    for (const [id] of cursors) this.#rest.succeeded(id);
    this.#ownRest.succeeded(0);
    return true;
  }

  /** What it throws at once is a rejection as well. */
  async #handle(messages: readonly FollowedMessage[], ctx: FollowContext): Promise<void> {
    await this.#options.handle(messages, ctx);
  }
}

class Overdue extends Error {
  override readonly name = 'Overdue';

  constructor(ms: number) {
    super(`not done within ${ms} ms`);
  }
}
