import type { ConversationRow } from '../../protocol/index.ts';
import type { PlacedEntry } from './timeline-entry.ts';

/** Unread counts stop here: it means "more than 99". */
export const UNREAD_MOST = 100;

/** Calls that are remembered. */
const MENTIONS = 50;

/** Counts others' messages after the read cursor of one conversation, each once, and remembers where the user was called. */
export class Unread {
  #count = 0;
  /** Where the user was called, as far as it is known here, in order. */
  #mentions: readonly number[] = [];
  /** The seq up to which the count holds. */
  #countedTo = 0;

  get count(): number {
    return this.#count;
  }

  get mentionSeq(): number {
    return this.#mentions.at(-1) ?? 0;
  }

  /** Whether a line has been counted, or was found not to count. */
  has(seq: number): boolean {
    return seq <= this.#countedTo;
  }

  /** Takes a line. */
  add(line: PlacedEntry, readSeq: number): void {
    if (this.has(line.seq)) return;
    this.#countedTo = line.seq;
    if (line.isMention) this.#mentions = [...this.#mentions, line.seq].slice(-MENTIONS);
    const counts = line.kind === 'message' && !line.isMine && line.seq > readSeq;
    if (counts) this.#count = Math.min(UNREAD_MOST, this.#count + 1);
  }

  /** Takes the word of a row of the list. One that is older than what was counted here still bounds it: it knows what was read. */
  applyRow({ last_seq, unread, mention_seq }: ConversationRow, readSeq: number): void {
    if (last_seq < this.#countedTo) {
      this.#count = Math.min(this.#count, unread + this.#countedTo - last_seq);
      return;
    }
    this.#countedTo = last_seq;
    this.#count = Math.min(unread, Math.max(0, last_seq - readSeq));
    this.#mentions = [...this.#mentions.filter((seq) => seq < mention_seq), ...(mention_seq > 0 ? [mention_seq] : [])];
  }

  /** A message that was counted was taken back. */
  subtract(): void {
    if (this.#count < UNREAD_MOST) this.#count = Math.max(0, this.#count - 1);
  }

  /** The message in which the user was called was taken back: the call before it counts again. */
  forgetMention(seq: number): void {
    this.#mentions = this.#mentions.filter((mention) => mention !== seq);
  }

  /** All was read. */
  clear(): void {
    this.#count = 0;
  }
}
