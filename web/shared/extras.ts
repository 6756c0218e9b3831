import type { Entry, ServerFrames, WireExtras, WireMessage } from '../../protocol/index.ts';
import type { Conversation } from './conversation.ts';
import type { Conversations } from './conversations.ts';
import type { Requests } from './requests.ts';
import type { PlacedEntry } from './timeline-entry.ts';

/** Seqs that are asked about at a time: the most that the server takes. */
const STRETCH = 200;
/** Changes that are remembered: an answer on its way may be older than they are. */
const MOST = 500;

interface ExtrasOptions {
  readonly conversations: Conversations;
  readonly requests: Requests;
  readonly changed: (conversation: Conversation) => void;
}

interface Told {
  readonly extras: WireExtras;
  /** Which change it was. */
  readonly at: number;
}

/** Keeps what units of the server add to messages as it is there: hears of changes, and reads anew what may have changed unheard. */
export class Extras {
  readonly #options: ExtrasOptions;
  /** By `conversation seq`, the latest last. */
  readonly #told = new Map<string, Told>();
  #count = 0;
  #isOffered = false;

  constructor(options: ExtrasOptions) {
    this.#options = options;
  }

  /** Whether the server has any. */
  get isOffered(): boolean {
    return this.#isOffered;
  }

  /** How many changes were told by now. To be taken before a question: what is told meanwhile is newer than its answer. */
  get told(): number {
    return this.#count;
  }

  /** Takes what a welcome says of them. */
  welcome({ extras = [] }: ServerFrames['welcome']): void {
    this.#isOffered = extras.length > 0;
  }

  /** Takes a change. */
  take({ conversation: id, seq, extras }: ServerFrames['changed']): void {
    this.#remember(`${id} ${seq}`, extras);
    const conversation = this.#options.conversations.byId(id);
    const line = conversation?.at(seq);
    if (conversation && line) this.#amend(conversation, [[line, extras]]);
  }

  /** An entry as it is by now, where a change was told since `asked`. */
  latest(conversation: number, entry: Entry, asked = 0): Entry {
    const told = this.#since(asked, `${conversation} ${entry.seq}`);
    return told && entry.message.isremove === 0 ? { ...entry, message: withExtras(entry.message, told) } : entry;
  }

  /** Reads anew what the lines of a conversation have. Throws RequestError. */
  async read(conversation: Conversation): Promise<void> {
    const { id, timeline } = conversation;
    if (id === null) return;
    let from = timeline.lines[0]?.seq;
    while (from !== undefined) {
      const [asked, end] = [this.#count, from + STRETCH];
      const { list } = await this.#options.requests.ask('extras', { conversation: id, from, limit: STRETCH });
      const found = new Map(list);
      const lines = conversation.timeline.lines.filter(({ seq }) => seq >= end - STRETCH && seq < end);
      this.#amend(
        conversation,
        lines.map((line) => [line, this.#since(asked, `${id} ${line.seq}`) ?? found.get(line.seq) ?? {}]),
      );
      from = conversation.timeline.lines.find(({ seq }) => seq >= end)?.seq;
    }
  }

  /** The connection went away: what is told by the next one is newer. */
  closed(): void {
    this.#told.clear();
  }

  #amend(conversation: Conversation, lines: readonly (readonly [PlacedEntry, WireExtras])[]): void {
    const others = lines.filter(([line, extras]) => line.kind === 'message' && !isSame(line.message.extras ?? {}, extras));
    for (const [line, extras] of others) conversation.amend({ ...line, message: withExtras(line.message, extras) });
    if (others.length > 0) this.#options.changed(conversation);
  }

  #since(asked: number, key: string): WireExtras | undefined {
    const told = this.#told.get(key);
    return told && told.at > asked ? told.extras : undefined;
  }

  #remember(key: string, extras: WireExtras): void {
    this.#count += 1;
    this.#told.delete(key);
    this.#told.set(key, { extras, at: this.#count });
    const [oldest] = this.#told.keys();
    if (this.#told.size > MOST && oldest !== undefined) this.#told.delete(oldest);
  }
}

function withExtras(message: WireMessage, extras: WireExtras): WireMessage {
  const { extras: before, ...bare } = message;
  if (Object.keys(extras).length > 0) return { ...bare, extras };
  return before ? bare : message;
}

/** Both are JSON of the same server, by the same units in one order. */
function isSame(one: WireExtras, other: WireExtras): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
