import type { ServerFrame, WireExtras, WireMessage } from '../../protocol/index.ts';
import type { ClientEvents } from './client-options.ts';
import type { Conversation } from './conversation.ts';
import type { Conversations } from './conversations.ts';
import type { Emitter } from './emitter.ts';
import type { Requests } from './requests.ts';

/** Seqs that are asked about at a time: the most that the server takes. */
const STRETCH = 200;
/** Changes that are remembered: a page on its way may be older than they are. */
const MOST = 500;

interface ExtrasOptions {
  readonly conversations: Conversations;
  readonly requests: Requests;
  readonly emitter: Emitter<ClientEvents>;
  readonly changed: (conversation: Conversation) => void;
}

/** Keeps what units of the server add to messages as it is there: hears of changes, and reads anew what may have changed unheard. Loaded where a server has any. */
export class Extras {
  readonly #options: ExtrasOptions;
  /** What was told since all of it was read, by conversation and seq, the latest last. */
  readonly #told = new Map<string, WireExtras>();

  constructor(options: ExtrasOptions) {
    const { emitter } = options;
    this.#options = options;
    emitter.on('frame:changed', (frame) => this.#take(frame));
    emitter.on('conversation', (conversation) => this.#apply(conversation));
  }

  /** Reads anew what the lines have that are here. Throws RequestError. */
  async read(): Promise<void> {
    this.#told.clear();
    for (const conversation of this.#options.conversations.all) if (conversation.isOpen) await this.#read(conversation);
  }

  async #read(conversation: Conversation): Promise<void> {
    const { id } = conversation;
    let from = id === null ? undefined : conversation.timeline.lines[0]?.seq;
    while (from !== undefined) {
      const end = from + STRETCH;
      const { list } = await this.#options.requests.ask('extras', { conversation: id ?? 0, from, limit: STRETCH });
      const found = new Map(list);
      const { lines } = conversation.timeline;
      // What was told since the question is newer than its answer.
      for (const { seq } of lines)
        if (seq >= end - STRETCH && seq < end) this.#amend(conversation, seq, this.#told.get(`${id} ${seq}`) ?? found.get(seq) ?? {});
      from = lines.find(({ seq }) => seq >= end)?.seq;
    }
  }

  #take({ conversation: id, seq, extras }: Extract<ServerFrame, { readonly op: 'changed' }>): void {
    const key = `${id} ${seq}`;
    this.#told.delete(key);
    this.#told.set(key, extras);
    const [oldest] = this.#told.keys();
    if (this.#told.size > MOST && oldest !== undefined) this.#told.delete(oldest);
    const conversation = this.#options.conversations.byId(id);
    if (conversation) this.#amend(conversation, seq, extras);
  }

  /** Lines that came by another way may be older than what was told of them. */
  #apply(conversation: Conversation): void {
    for (const [key, extras] of this.#told) {
      const [id, seq] = key.split(' ').map(Number);
      if (id === conversation.id) this.#amend(conversation, seq ?? 0, extras);
    }
  }

  #amend(conversation: Conversation, seq: number, extras: WireExtras): void {
    const line = conversation.at(seq);
    if (line?.kind !== 'message' || isSame(line.message.extras ?? {}, extras)) return;
    conversation.amend({ ...line, message: withExtras(line.message, extras) });
    this.#options.changed(conversation);
  }
}

function withExtras(message: WireMessage, extras: WireExtras): WireMessage {
  const { extras: _before, ...bare } = message;
  return Object.keys(extras).length > 0 ? { ...bare, extras } : bare;
}

/** Both are JSON of the same server, by the same units in one order. */
function isSame(one: WireExtras, other: WireExtras): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
