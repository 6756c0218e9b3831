import type { ChatType, ConversationRow, ConversationSettings, ListedGroup, WireUser } from '../../protocol/index.ts';
import { withEchoes } from './echoes.ts';
import { faceOf, toldBy, type Face, type OtherSide } from './face.ts';
import { Ranges } from './ranges.ts';
import { ReadCursors } from './read-cursors.ts';
import { isRecallEntry, recallOf, Recalls, tombstone } from './recalls.ts';
import { Timeline, type PageQuery, type TimelineLimits } from './timeline.ts';
import type { PlacedEntry, TimelineEntry } from './timeline-entry.ts';
import type { Typist } from './typing.ts';
import { Unread } from './unread.ts';

/** `system` is what the system tells this user alone: nobody answers there. */
export type ConversationKind = ConversationRow['chat_type'];

const PLAIN: ConversationSettings = { pinned: false, quiet: false, marked: false };

interface ConversationOptions {
  readonly kind: ConversationKind;
  /** The other user, or of many the conversation's number; 0 for the system's own conversation. */
  readonly peerId: number;
  readonly limits: TimelineLimits;
  /** One's own lines that are not confirmed yet. */
  echoes(conversation: Conversation): readonly TimelineEntry[];
}

/** One conversation as this client knows it: cursors and counts always, its lines while it is open. */
export class Conversation {
  readonly kind: ConversationKind;
  readonly peerId: number;
  readonly cursors = new ReadCursors();
  readonly #options: ConversationOptions;
  /** All seqs that were shown once, so that no frame is shown twice. */
  readonly #seen = new Ranges();
  readonly #recalls = new Recalls();
  readonly #unread = new Unread();
  #id: number | null = null;
  #row: OtherSide = { peer: null, remark: '', group: null };
  #settings = PLAIN;
  #typing: readonly Typist[] = [];
  #isGone = false;
  #timeline: Timeline;
  #isOpen = false;
  #last: PlacedEntry | null = null;
  #lastSeq = 0;
  #time = 0;

  constructor(options: ConversationOptions) {
    this.#options = options;
    this.kind = options.kind;
    this.peerId = options.peerId;
    this.#timeline = new Timeline(options.limits);
  }

  /** The server's number; null before the first message. */
  get id(): number | null {
    return this.#id;
  }

  /** What a message to it says. */
  get chatType(): ChatType {
    return this.kind === 'system' ? 'single' : this.kind;
  }

  /** The other side of a single chat, once the conversation list has told it. */
  get peer(): WireUser | null {
    return this.#row.peer;
  }

  /** The group, once the conversation list has told it, as it was told last. */
  get group(): ListedGroup | null {
    return this.#row.group;
  }

  /** The user's own name for the other side, '' for none. */
  get remark(): string {
    return this.#row.remark;
  }

  /** Name and picture to show: the remark first. The system's own conversation has none, its name is the screen's. */
  get face(): Face {
    return faceOf(this.#row, this.#last?.message);
  }

  get settings(): ConversationSettings {
    return this.#settings;
  }

  /** Whether the conversation list has told whom it is with. */
  get isKnown(): boolean {
    return this.kind === 'system' || this.#row.peer !== null || this.#row.group !== null;
  }

  /** Hidden, or its membership ended: not in the list until something comes again. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Where the user was last called by name, 0 for nowhere. */
  get mentionSeq(): number {
    return this.#unread.mentionSeq;
  }

  /** Whether the user was called by name and has not read it. */
  get isMentioned(): boolean {
    return this.mentionSeq > this.readSeq;
  }

  /** Who is typing. */
  get typing(): readonly Typist[] {
    return this.#typing;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get timeline(): Timeline {
    return this.#timeline;
  }

  /** What a screen shows: confirmed lines by seq, among them by time one's own that failed, then those that are on their way. */
  get lines(): readonly TimelineEntry[] {
    return withEchoes(this.#timeline.lines, this.unsent);
  }

  /** One's own lines that are not confirmed, also while it is closed. */
  get unsent(): readonly TimelineEntry[] {
    return this.#options.echoes(this);
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
    return this.#unread.count;
  }

  get readSeq(): number {
    return this.cursors.mine;
  }

  /** How far the other side has read, in a single chat. */
  get peerReadSeq(): number {
    return this.cursors.peer;
  }

  /** Whether the server may not know the read cursor yet. */
  get hasUntoldRead(): boolean {
    return this.cursors.isUntold;
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

  /** A line that is here, also when it is only the last one of the list. */
  at(seq: number): PlacedEntry | undefined {
    return this.#timeline.at(seq) ?? (this.#last?.seq === seq ? this.#last : undefined);
  }

  /** A line that is here is shown otherwise from now on. */
  amend(line: PlacedEntry): void {
    this.#timeline.amend(line);
    if (this.#last?.seq === line.seq) this.#last = line;
  }

  /** A line that came by another way, with what was taken back meanwhile. */
  shown(line: PlacedEntry): PlacedEntry {
    return this.#recalls.apply(line);
  }

  /** Takes a line from a frame; false when it was here before. */
  take(told: PlacedEntry): boolean {
    const isNew = !this.#seen.has(told.seq);
    this.#seen.add(told.seq, told.seq);
    this.#recall(told);
    const line = this.#recalls.apply(told);
    if (this.#isOpen) this.#timeline.add(line);
    if (isNew) this.#isGone = false;
    this.#show(line);
    this.#unread.add(line, this.readSeq);
    this.reach(line.seq);
    return isNew;
  }

  /** Takes the lines of a page into a timeline that was this conversation's when it was asked. */
  takePage(timeline: Timeline, query: PageQuery, page: { readonly lines: readonly PlacedEntry[]; readonly more: boolean }): void {
    for (const line of page.lines) this.#remember(line);
    const lines = page.lines.map((line) => this.#recalls.apply(line));
    timeline.page(query, lines, page.more);
    const last = lines.at(-1);
    if (!last) return;
    this.#show(last);
    this.reach(last.seq);
  }

  /** Takes a row of the conversation list. */
  applyRow(row: ConversationRow, last: PlacedEntry | null): void {
    this.identify(row.conversation);
    this.#row = row;
    this.#settings = row.settings;
    this.#isGone = false;
    this.cursors.applyRow(row);
    this.#time = Math.max(this.#time, row.time);
    if (last) this.#show(this.#recalls.apply(last));
    this.#unread.applyRow(row, this.readSeq);
    if (this.#recalls.has(row.mention_seq)) this.#unread.forgetMention(row.mention_seq);
    this.reach(row.last_seq);
  }

  /** Moves one's own read cursor, never back; false when `unread` must be asked for, since the lines after it are not here. */
  read(seq: number): boolean {
    if (seq >= this.readSeq) this.#settings = { ...this.#settings, marked: false };
    if (!this.cursors.read(seq)) return true;
    if (seq < this.#lastSeq) return false;
    this.#unread.clear();
    return true;
  }

  /** Settings from the server, or those that were just asked of it. */
  set(settings: ConversationSettings): void {
    this.#settings = { pinned: settings.pinned, quiet: settings.quiet, marked: settings.marked };
    this.#isGone = false;
  }

  /** It leaves the list; lines that are open stay to be read. */
  leave(): void {
    this.#isGone = true;
    this.#typing = [];
  }

  setTyping(typing: readonly Typist[]): void {
    this.#typing = typing;
  }

  /** Puts a tombstone where a line was, and takes it out of the counts. */
  #recall(line: PlacedEntry): void {
    const recall = recallOf(line);
    if (!recall) return;
    const isFirst = !this.#recalls.has(recall.seq);
    this.#remember(line);
    if (!isFirst || !isRecallEntry(line) || this.#unread.has(line.seq)) return;
    if (!line.isMine && recall.seq > this.readSeq && this.#unread.has(recall.seq)) this.#unread.subtract();
  }

  #remember(line: PlacedEntry): void {
    const seq = recallOf(line)?.seq;
    if (seq === undefined) return;
    this.#recalls.add(seq, line);
    this.#unread.forgetMention(seq);
    if (this.#last?.seq === seq && this.#last.kind === 'message') this.#last = tombstone(this.#last, line);
  }

  #show(line: PlacedEntry): void {
    const before = this.#last?.seq ?? 0;
    if (line.seq < before) return;
    // What comes again may be of before.
    if (line.seq > before) this.#row = toldBy(this.#row, line.message);
    this.#last = line;
    this.#time = Math.max(this.#time, line.message.create_time);
  }
}
