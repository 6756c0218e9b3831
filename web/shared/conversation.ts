import type { ChatType, ConversationRow, WireUser } from '../../protocol/index.ts';
import { Ranges } from './ranges.ts';
import { Timeline, type PageQuery, type TimelineLimits } from './timeline.ts';
import type { PlacedEntry, TimelineEntry } from './timeline-entry.ts';

/** Unread counts stop here: it means "more than 99". */
export const UNREAD_MOST = 100;

interface ConversationOptions {
  readonly chatType: ChatType;
  /** The other user, or the group; 0 for the system's own conversation. */
  readonly peerId: number;
  readonly limits: TimelineLimits;
  /** One's own lines that are not confirmed yet. */
  echoes(conversation: Conversation): readonly TimelineEntry[];
}

/** One conversation as this client knows it: cursors and counts always, its lines while it is open. */
export class Conversation {
  readonly chatType: ChatType;
  readonly peerId: number;
  readonly #options: ConversationOptions;
  /** All seqs that were shown once, so that no frame is shown twice. */
  readonly #seen = new Ranges();
  #id: number | null = null;
  #peer: WireUser | null = null;
  #timeline: Timeline;
  #isOpen = false;
  #last: PlacedEntry | null = null;
  #lastSeq = 0;
  #time = 0;
  #unread = 0;
  /** The seq up to which `unread` holds. */
  #countedTo = 0;
  #readSeq = 0;
  #toldReadSeq = 0;
  #peerReadSeq = 0;

  constructor(options: ConversationOptions) {
    this.#options = options;
    this.chatType = options.chatType;
    this.peerId = options.peerId;
    this.#timeline = new Timeline(options.limits);
  }

  /** The server's number; null before the first message. */
  get id(): number | null {
    return this.#id;
  }

  /** The other side, once the conversation list has told it. */
  get peer(): WireUser | null {
    return this.#peer;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get timeline(): Timeline {
    return this.#timeline;
  }

  /** What a screen shows: confirmed lines by seq, then one's own that are on their way. */
  get lines(): readonly TimelineEntry[] {
    return [...this.#timeline.lines, ...this.#options.echoes(this)];
  }

  /** The newest line known, also while it is closed. */
  get last(): PlacedEntry | null {
    return this.#last;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Of the newest line, in ms by the server's clock. */
  get time(): number {
    return this.#time;
  }

  /** Others' messages after the read cursor; 100 means "more than 99". */
  get unread(): number {
    return this.#unread;
  }

  get readSeq(): number {
    return this.#readSeq;
  }

  /** How far the other side has read, in a single chat. */
  get peerReadSeq(): number {
    return this.#peerReadSeq;
  }

  /** Whether the server may not know the read cursor yet. */
  get hasUntoldRead(): boolean {
    return this.#readSeq > this.#toldReadSeq;
  }

  identify(id: number): void {
    if (id > 0) this.#id = id;
  }

  /** Keeps lines from now on. */
  open(): void {
    this.#isOpen = true;
    this.#timeline.reach(this.#lastSeq);
  }

  /** Drops the lines; cursors and counts go on. */
  close(): void {
    this.#isOpen = false;
    this.#timeline = new Timeline(this.#options.limits);
  }

  /** The server says it reaches to `seq`. */
  reach(seq: number): void {
    this.#lastSeq = Math.max(this.#lastSeq, seq);
    this.#timeline.reach(seq);
  }

  /** Takes a line from a frame; false when it was here before. */
  take(line: PlacedEntry): boolean {
    const isNew = !this.#seen.has(line.seq);
    this.#seen.add(line.seq, line.seq);
    if (this.#isOpen) this.#timeline.add(line);
    this.#show(line);
    this.#count(line);
    this.reach(line.seq);
    return isNew;
  }

  /** Takes the lines of a page into a timeline that was this conversation's when it was asked. */
  takePage(timeline: Timeline, query: PageQuery, page: { readonly lines: readonly PlacedEntry[]; readonly more: boolean }): void {
    const { lines, more } = page;
    timeline.page(query, lines, more);
    const last = lines.at(-1);
    if (!last) return;
    this.#show(last);
    this.reach(last.seq);
  }

  /** Takes a row of the conversation list. */
  applyRow(row: ConversationRow, last: PlacedEntry | null): void {
    this.identify(row.conversation);
    this.#peer = row.peer;
    this.#readSeq = Math.max(this.#readSeq, row.read_seq);
    this.#toldReadSeq = Math.max(this.#toldReadSeq, row.read_seq);
    this.#peerReadSeq = Math.max(this.#peerReadSeq, row.peer_read_seq);
    this.#time = Math.max(this.#time, row.time);
    if (last) this.#show(last);
    if (row.last_seq >= this.#countedTo) this.#unread = Math.min(row.unread, Math.max(0, row.last_seq - this.#readSeq));
    this.#countedTo = Math.max(this.#countedTo, row.last_seq);
    this.reach(row.last_seq);
  }

  /** Moves one's own read cursor, never back; false when `unread` must be asked for, since the lines after it are not here. */
  read(seq: number): boolean {
    if (seq <= this.#readSeq) return true;
    this.#readSeq = seq;
    if (seq < this.#lastSeq) return false;
    this.#unread = 0;
    return true;
  }

  /** The server knows the read cursor up to here. */
  toldRead(seq: number): void {
    this.#toldReadSeq = Math.max(this.#toldReadSeq, seq);
  }

  /** The other side has read up to `seq`. */
  peerRead(seq: number): void {
    this.#peerReadSeq = Math.max(this.#peerReadSeq, seq);
  }

  #show(line: PlacedEntry): void {
    if (line.seq < (this.#last?.seq ?? 0)) return;
    this.#last = line;
    this.#time = Math.max(this.#time, line.message.create_time);
  }

  #count(line: PlacedEntry): void {
    if (line.seq <= this.#countedTo) return;
    this.#countedTo = line.seq;
    const { isremove, type } = line.message;
    const counts = !line.isMine && line.seq > this.#readSeq && isremove === 0 && type !== 'systemNotice';
    if (counts) this.#unread = Math.min(UNREAD_MOST, this.#unread + 1);
  }
}
