import { Ranges, type Range } from './ranges.ts';
import { isRecallEntry, recallOf, tombstone } from './recalls.ts';
import type { PlacedEntry } from './timeline-entry.ts';

/** A page of history to ask for: after or before a seq, both exclusive; neither means the newest. */
export interface PageQuery {
  readonly after?: number;
  readonly before?: number;
  /** How far the conversation was known to reach when it was asked: the answer vouches for that much. */
  readonly head: number;
  /** What is here gives way to the answer. */
  readonly isJump?: boolean;
}

/** Bounds of what one conversation keeps in memory. */
export interface TimelineLimits {
  /** Lines kept; the end away from the reader is dropped. */
  readonly lines: number;
  /** A hole wider than this is not filled: what lies before it is dropped and can be scrolled to again. */
  readonly hole: number;
}

/** Lines before the one that somebody jumps to. */
const BEFORE_JUMP = 30;

/** Stands for the beginning of a conversation: knowing it, a first line that is not here is a hole. */
const START = 0;

/** The confirmed lines of one conversation in order of seq, each once, and what is known to be missing between them. */
export class Timeline {
  readonly #limits: TimelineLimits;
  #lines: PlacedEntry[] = [];
  /** Seqs that are answered for, also those that history left out. */
  readonly #known = new Ranges();
  #head = 0;
  #isLoaded = false;
  #isFollowing = true;

  constructor(limits: TimelineLimits) {
    this.#limits = limits;
  }

  get lines(): readonly PlacedEntry[] {
    return this.#lines;
  }

  /** The line at a place, undefined when it is not here. */
  at(seq: number): PlacedEntry | undefined {
    return this.#lines.findLast((line) => line.seq === seq);
  }

  /** Whether the newest page has come: before that, an empty list means nothing. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Whether there may be older lines to scroll to. */
  get hasOlder(): boolean {
    return this.#known.first > 1;
  }

  /** Whether the newest lines were dropped because someone scrolled far up. */
  get hasNewer(): boolean {
    return !this.#isFollowing;
  }

  /** The server says the conversation reaches to `seq`. */
  reach(seq: number): void {
    this.#head = Math.max(this.#head, seq);
  }

  /** Takes one line from a frame. */
  add(line: PlacedEntry): void {
    this.reach(line.seq);
    if (!this.#isFollowing && line.seq > this.#known.last) return;
    this.#put(line);
    this.#known.add(line.seq, line.seq);
    this.#dropOldest();
  }

  /** Puts a line in the place of the one that is here, if it is. */
  amend(line: PlacedEntry): void {
    const index = this.#lines.findLastIndex(({ seq }) => seq === line.seq);
    if (index >= 0) this.#lines = this.#lines.with(index, line);
  }

  /** What to ask for so that nothing is missing from the first line on; null when nothing is. */
  missing(): PageQuery | null {
    if (!this.#isFollowing) return null;
    if (!this.#isLoaded) return this.#newestQuery();
    const hole = this.#hole();
    if (!hole) return null;
    if (hole.to - hole.from < this.#limits.hole) return { after: hole.from - 1, head: this.#head };
    this.#forgetBefore(hole.to + 1);
    return this.missing();
  }

  /** What to ask for to show older lines. */
  olderQuery(): PageQuery {
    return this.#known.first > 0 ? { before: this.#known.first, head: this.#head } : this.#newestQuery();
  }

  /** What to ask for to come back down after scrolling far up. */
  newerQuery(): PageQuery {
    return { after: this.#known.last, head: this.#head };
  }

  /** What to ask for to show the lines around a seq instead of those here. */
  aroundQuery(seq: number, before = BEFORE_JUMP): PageQuery {
    return { after: Math.max(0, seq - before), head: this.#head, isJump: true };
  }

  /** Takes the answer to a page asked for; `more` says whether its direction holds more. */
  page(query: PageQuery, lines: readonly PlacedEntry[], more: boolean): void {
    if (query.isJump) this.#leap();
    const span = this.#span(query, lines, more);
    for (const line of lines) this.#put(line);
    this.reach(lines.at(-1)?.seq ?? 0);
    this.#known.add(span.from, span.to);
    if (query.before !== undefined) return this.#dropNewest();
    if (query.after === undefined) this.#isLoaded = true;
    if (this.#known.last >= this.#head) this.#isFollowing = true;
    this.#dropOldest();
  }

  /** Back to the newest lines, from wherever someone had scrolled to. */
  toLatest(): void {
    if (!this.#isFollowing) this.#forgetBefore(Infinity);
  }

  /** What is known may not be all: the newest page is asked for again, and from it the holes. */
  doubt(): void {
    this.#isLoaded = false;
  }

  #newestQuery(): PageQuery {
    return { head: this.#head };
  }

  #hole(): Range | null {
    const inner = this.#known.hole();
    if (inner || this.#known.last >= this.#head) return inner;
    return { from: this.#known.last + 1, to: this.#head };
  }

  #span(query: PageQuery, lines: readonly PlacedEntry[], more: boolean): Range {
    const { after, before } = query;
    const [first, last] = [lines[0]?.seq ?? 1, lines.at(-1)?.seq ?? 0];
    const end = Math.max(last, query.head);
    if (after !== undefined) return { from: after + 1, to: more && last > 0 ? last : end };
    return { from: more ? first : START, to: before === undefined ? end : before - 1 };
  }

  #put(line: PlacedEntry): void {
    if (isRecallEntry(line)) return this.#bury(line);
    const index = this.#lines.findLastIndex((other) => other.seq <= line.seq);
    const isKnown = this.#lines[index]?.seq === line.seq;
    this.#lines = isKnown ? this.#lines.with(index, line) : this.#lines.toSpliced(index + 1, 0, line);
  }

  /** A recall has a seq and no line of its own: it changes the one that it names. */
  #bury(recall: PlacedEntry): void {
    const index = this.#lines.findLastIndex(({ seq }) => seq === recallOf(recall)?.seq);
    const line = this.#lines[index];
    if (line?.kind === 'message') this.#lines = this.#lines.with(index, tombstone(line, recall));
  }

  #dropOldest(): void {
    const surplus = this.#lines.length - this.#limits.lines;
    if (surplus <= 0) return;
    this.#lines = this.#lines.slice(surplus);
    this.#known.keep(this.#lines[0]?.seq ?? 0, Infinity);
  }

  #dropNewest(): void {
    if (this.#lines.length <= this.#limits.lines) return;
    this.#lines = this.#lines.slice(0, this.#limits.lines);
    this.#known.keep(0, this.#lines.at(-1)?.seq ?? 0);
    this.#isFollowing = false;
  }

  /** Nothing is here, and nothing is missing, until an answer says what is. */
  #leap(): void {
    this.#forgetBefore(Infinity);
    this.#isLoaded = true;
    this.#isFollowing = false;
  }

  #forgetBefore(seq: number): void {
    this.#lines = this.#lines.filter((line) => line.seq >= seq);
    this.#known.keep(seq, Infinity);
    if (this.#known.last === 0) this.#isLoaded = false;
    this.#isFollowing = true;
  }
}
