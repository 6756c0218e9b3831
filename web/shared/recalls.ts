import type { Recall } from './notice.ts';
import type { PlacedEntry } from './timeline-entry.ts';

/** Recalls of one conversation that are remembered: an older page on its way may still bring what they took back. */
const MOST = 500;

/** The recall that a line is, or that stands in its place; null for others. */
export function recallOf({ notice }: Pick<PlacedEntry, 'notice'>): Recall | null {
  return notice?.kind === 'recalled' ? notice : null;
}

/** Whether a line only says that another one was taken back: it has a seq and no place on a screen. */
export function isRecallEntry(line: PlacedEntry): boolean {
  const recall = recallOf(line);
  return recall !== null && recall.seq !== line.seq;
}

/** What stands where a line was taken back: its key and time stay, its content is gone. */
export function tombstone(line: PlacedEntry, recall: PlacedEntry): PlacedEntry {
  const { create_time } = line.message;
  return { ...line, kind: 'recalled', notice: recall.notice, isMention: false, message: { ...recall.message, create_time } };
}

/** What was taken back in one conversation, the latest of it. */
export class Recalls {
  readonly #byPlace = new Map<number, PlacedEntry>();

  has(seq: number): boolean {
    return this.#byPlace.has(seq);
  }

  /** Remembers a recall. */
  add(seq: number, line: PlacedEntry): void {
    this.#byPlace.set(seq, line);
    const [oldest] = this.#byPlace.keys();
    if (this.#byPlace.size > MOST && oldest !== undefined) this.#byPlace.delete(oldest);
  }

  /** A line as it is to be shown. */
  apply(line: PlacedEntry): PlacedEntry {
    const recall = line.kind === 'message' ? this.#byPlace.get(line.seq) : undefined;
    return recall ? tombstone(line, recall) : line;
  }
}
