import { setTimeout as delay } from 'node:timers/promises';
import type { Mailbox, Position } from '../../../engine/mailbox.ts';
import type { CachedSession, CachedUser } from '../../cache.ts';
import { Ranges } from '../journal/ranges.ts';
import { plainFrame, type Envelope } from './envelope.ts';
import { Feed } from './feed.ts';
import { HandedList, type Handout } from './handed.ts';
import type { Outbox } from './outbox.ts';

/** Which protocol a socket speaks. */
export type Protocol = 'plain' | 'foyer';

/** Options of a session. */
export interface SessionOptions {
  readonly user: CachedUser;
  readonly session: CachedSession;
  readonly protocol: Protocol;
  readonly fence: number;
  /** Time of the last frame that the client saw before, 0 on a fresh page. */
  readonly since: number;
  readonly outbox: Outbox;
  readonly mailbox: Mailbox;
  /** Makes the addresses in a frame whole, for clients that do not know where they are; absent for ours. */
  readonly outward?: ((frame: string) => string) | undefined;
  /** Writes what SQL has for this session, page by page, waiting while it is blocked. */
  resume(session: Session): Promise<void>;
  /** Messages that the client acknowledged. */
  acknowledged(session: Session, messages: readonly Handout[]): void;
  /** Asks the client what it has taken over. */
  ask(): void;
  /** Ends the socket; the reason names a row of the error table. */
  end(reason: CloseReason): void;
  onError(error: unknown): void;
}

/** Why the server ends a session's socket. */
export type CloseReason = 'replaced' | 'logout' | 'disabled' | 'token_changed' | 'overload' | 'restart' | 'too_many' | 'internal';

const MOST_SEEN = 512;
const ROOM_CHECK = 20;

/** One authenticated socket: what was written to it, what it has acknowledged, and its place in the mailbox. */
export class Session {
  readonly user: CachedUser;
  readonly login: CachedSession;
  readonly protocol: Protocol;
  readonly since: number;
  readonly outbox: Outbox;
  readonly feed: Feed;
  readonly handed = new HandedList();
  readonly #options: SessionOptions;
  /** What this socket was given, so that nothing is written twice to it (the plain protocol has no other defence). */
  readonly #seen = new Map<number, Ranges>();
  /** Written since the last ping; the plain protocol acknowledges by pong. */
  hasFreshWrites = false;
  blockedSince = 0;
  #isEnded = false;
  #isSilent = false;
  #fence: number;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.user = options.user;
    this.login = options.session;
    this.protocol = options.protocol;
    this.#fence = options.fence;
    this.since = options.since;
    this.outbox = options.outbox;
    const { mailbox } = options;
    this.feed = new Feed({ userId: this.user.id, mailbox, sink: this, onError: (error) => options.onError(error) });
  }

  get userId(): number {
    return this.user.id;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Orders the sockets of one login. */
  get fence(): number {
    return this.#fence;
  }

  /** An older socket of its login, beside a newer one: it stays, and is given nothing (plain protocol). */
  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** Something was written that the client may still take over. */
  get isAsked(): boolean {
    return !this.#isEnded && !this.handed.isEmpty;
  }

  get isReady(): boolean {
    return !this.#isEnded && !this.#isSilent && !this.outbox.isBlocked;
  }

  /** Whether this socket is to give way to another of the same user. */
  isOutrankedBy(other: { readonly sessionId: number; readonly fence: number }): boolean {
    if (other.sessionId !== this.login.id) return other.sessionId > this.login.id;
    return other.fence > this.#fence;
  }

  /**
   * Gives way to another. The published client takes any end that says why for a login elsewhere, and opens a second socket whenever it likes:
   * its older one of the same login only falls silent (G92).
   */
  giveWay(other: { readonly sessionId: number }): void {
    if (this.protocol !== 'plain' || other.sessionId !== this.login.id) {
      this.end('replaced');
      return;
    }
    if (this.#isSilent) return;
    this.#isSilent = true;
    this.feed.rest();
    if (!this.handed.isEmpty) this.#options.ask();
  }

  /** Takes the place of the newest, which is gone. */
  speak(fence: number): void {
    this.#fence = fence;
    this.#isSilent = false;
  }

  /** Hands a message over, once per socket. */
  write(envelope: Envelope, { epoch, last }: Position): void {
    const { conversationId, seq } = envelope;
    if (this.#isSilent || !this.#isFirst(conversationId, seq)) return;
    this.outbox.push(this.protocol === 'plain' ? this.#outward(plainFrame(envelope, Date.now())) : envelope.frame);
    this.handed.add({ conversationId, seq, place: last, epoch });
    this.hasFreshWrites = true;
  }

  /** Shows the user's own message, sent from another tab. */
  echo(envelope: Envelope): void {
    if (this.protocol === 'foyer' && this.#takesSignals) this.write(envelope, { epoch: '', last: 0 });
  }

  /** A frame as JSON text that only one protocol knows, and that may be lost: false where it is. */
  signal(frame: string, protocol: Protocol = 'foyer'): boolean {
    const isTaken = this.protocol === protocol && this.#takesSignals;
    if (isTaken) this.outbox.push(this.#outward(frame));
    return isTaken;
  }

  /** A frame that is not a message. */
  push(frame: object): void {
    this.outbox.push(this.#outward(JSON.stringify(frame)));
  }

  /** Waits while the reader is slow; at once when it is gone. */
  async room(): Promise<void> {
    while (this.outbox.isBlocked && !this.#isEnded && !this.#isSilent) await delay(ROOM_CHECK);
  }

  /** The client has taken over the first `count` messages of this socket. */
  acknowledge(count: number): void {
    const messages = this.handed.take(count);
    if (messages.length > 0) this.#options.acknowledged(this, messages);
  }

  resume(): Promise<void> {
    return this.#options.resume(this);
  }

  end(reason: CloseReason): void {
    if (this.#isEnded) return;
    this.closed();
    this.#options.end(reason);
  }

  /** The socket is gone: nothing more is written. */
  closed(): void {
    this.#isEnded = true;
    this.feed.close();
  }

  /** Only what one may miss is written out of turn, and nothing before the welcome. */
  get #takesSignals(): boolean {
    return this.feed.isOpen && !this.outbox.isBlocked;
  }

  #outward(frame: string): string {
    return this.#options.outward?.(frame) ?? frame;
  }

  #isFirst(conversationId: number, seq: number): boolean {
    let ranges = this.#seen.get(conversationId);
    if (!ranges) {
      if (this.#seen.size >= MOST_SEEN) this.#forgetOldest();
      this.#seen.set(conversationId, (ranges = new Ranges()));
    }
    return ranges.take(seq);
  }

  #forgetOldest(): void {
    const oldest = this.#seen.keys().next();
    if (!oldest.done) this.#seen.delete(oldest.value);
  }
}
