import type { PlacedEntry, TimelineEntry } from './timeline-entry.ts';

/** What one took back oneself, to write it anew. */
export interface KeptText {
  readonly type: string;
  readonly data: unknown;
  readonly options: object | null;
  /** ms; it is forgotten then. */
  readonly until: number;
}

/** How long a text is kept, in ms, and how many of them. */
export const KEPT = { time: 5 * 60_000, most: 50 } as const;

/** Own messages that were taken back, in memory only and for a while. */
export class KeptTexts {
  readonly #now: () => number;
  readonly #byId = new Map<string, KeptText>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Keeps a line that is about to be taken back; others' lines are not kept. */
  keep({ kind, isMine, message }: PlacedEntry): void {
    if (kind !== 'message' || !isMine) return;
    this.#drop();
    const { id, type, data, options } = message;
    this.#byId.set(id, { type, data, options, until: this.#now() + KEPT.time });
  }

  /** What stood where this line is a tombstone; null when it is not known any more. */
  of({ message }: TimelineEntry): KeptText | null {
    const kept = this.#byId.get(message.id);
    return kept && kept.until > this.#now() ? kept : null;
  }

  clear(): void {
    this.#byId.clear();
  }

  #drop(): void {
    for (const [id, { until }] of this.#byId) if (until <= this.#now() || this.#byId.size >= KEPT.most) this.#byId.delete(id);
  }
}
