import type { Entry } from '../../protocol/index.ts';
import type { Conversation } from './conversation.ts';
import { recallOf } from './recalls.ts';
import type { Requests } from './requests.ts';
import type { PlacedEntry, TimelineEntry } from './timeline-entry.ts';

/** What a message answers: `unknown` while it is fetched (`line` null), and when it cannot be read. */
export interface QuoteState {
  readonly state: 'here' | 'recalled' | 'unknown';
  readonly line: PlacedEntry | null;
}

/** Quoted lines that are kept beside the timelines. */
const MOST = 200;
const UNKNOWN: QuoteState = { state: 'unknown', line: null };

interface QuotesOptions {
  readonly requests: Requests;
  readonly line: (entry: Entry) => PlacedEntry;
  readonly changed: (conversation: Conversation) => void;
}

/** Finds the messages that others quote, also those that lie far up in their conversation. */
export class Quotes {
  readonly #options: QuotesOptions;
  /** By `conversation seq`; null while it is asked for, and when it cannot be read. */
  readonly #fetched = new Map<string, PlacedEntry | null>();

  constructor(options: QuotesOptions) {
    this.#options = options;
  }

  /** What a line quotes; null when it quotes nothing. What is not here is asked for, and the conversation changes when it comes. */
  of(conversation: Conversation, { message }: TimelineEntry): QuoteState | null {
    const quote = readQuote(message.options);
    if (!quote) return null;
    const { id, seq } = quote;
    const here = conversation.timeline.lines.findLast((line) => line.seq === seq || line.message.id === id);
    if (here) return quoted(here);
    if (seq === undefined || conversation.id === null) return UNKNOWN;
    const found = this.#fetched.get(keyOf(conversation, seq));
    if (found === undefined) void this.#fetch(conversation, seq);
    return found ? quoted(conversation.shown(found)) : UNKNOWN;
  }

  /** What could not be fetched may be asked for again. */
  opened(): void {
    for (const [key, line] of this.#fetched) if (!line) this.#fetched.delete(key);
  }

  clear(): void {
    this.#fetched.clear();
  }

  async #fetch(conversation: Conversation, seq: number): Promise<void> {
    const { requests, line, changed } = this.#options;
    const key = keyOf(conversation, seq);
    this.#keep(key, null);
    try {
      const { list } = await requests.ask('history', { conversation: conversation.id ?? 0, after: seq - 1, limit: 1 });
      const [entry] = list;
      if (entry?.seq !== seq) return;
      this.#keep(key, line(entry));
      changed(conversation);
    } catch {
      // Shown as unknown; after a reconnect it is asked for again.
    }
  }

  #keep(key: string, line: PlacedEntry | null): void {
    this.#fetched.delete(key);
    this.#fetched.set(key, line);
    const [oldest] = this.#fetched.keys();
    if (this.#fetched.size > MOST && oldest !== undefined) this.#fetched.delete(oldest);
  }
}

function quoted(line: PlacedEntry): QuoteState {
  return { state: recallOf(line) ? 'recalled' : 'here', line };
}

function keyOf({ id }: Conversation, seq: number): string {
  return `${id} ${seq}`;
}

/** `seq` is the server's addition: one's own message lacks it until it comes back. */
function readQuote(options: object | null): { readonly id: string; readonly seq: number | undefined } | null {
  const quote: unknown = options && 'quote' in options ? options.quote : null;
  if (typeof quote !== 'object' || quote === null || !('id' in quote) || typeof quote.id !== 'string') return null;
  return { id: quote.id, seq: 'seq' in quote && typeof quote.seq === 'number' ? quote.seq : undefined };
}
