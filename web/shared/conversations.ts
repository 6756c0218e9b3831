import type { ChatType, ConversationRow, WireMessage } from '../../protocol/index.ts';
import { Conversation, UNREAD_MOST } from './conversation.ts';
import type { TimelineLimits } from './timeline.ts';
import type { TimelineEntry } from './timeline-entry.ts';

interface ConversationsOptions {
  readonly limits: TimelineLimits;
  echoes(conversation: Conversation): readonly TimelineEntry[];
}

/** All conversations this client has heard of, found by the server's number or by the other side. */
export class Conversations {
  readonly #options: ConversationsOptions;
  readonly #byPeer = new Map<string, Conversation>();
  readonly #byId = new Map<number, Conversation>();

  constructor(options: ConversationsOptions) {
    this.#options = options;
  }

  get all(): readonly Conversation[] {
    return [...this.#byPeer.values()];
  }

  /** Those with messages, the newest first. */
  get listed(): readonly Conversation[] {
    return this.all.filter(({ lastSeq }) => lastSeq > 0).toSorted((a, b) => b.time - a.time);
  }

  /** Sum over all; 100 means "more than 99". */
  get unread(): number {
    const sum = this.all.reduce((total, { unread }) => total + unread, 0);
    return Math.min(UNREAD_MOST, sum);
  }

  byId(id: number): Conversation | undefined {
    return this.#byId.get(id);
  }

  /** The conversation with someone, made at first mention. */
  with(chatType: ChatType, peerId: number): Conversation {
    const key = `${chatType}:${peerId}`;
    const known = this.#byPeer.get(key);
    if (known) return known;
    const made = new Conversation({ chatType, peerId, ...this.#options });
    this.#byPeer.set(key, made);
    return made;
  }

  /** Gives a conversation its number. */
  identify(conversation: Conversation, id: number): void {
    conversation.identify(id);
    if (id > 0) this.#byId.set(id, conversation);
  }

  /** Where a message of this number belongs. */
  ofMessage(id: number, message: WireMessage, me: number | null): Conversation {
    const known = this.#byId.get(id);
    if (known) return known;
    const conversation = this.with(message.chatType, peerOf(message, me));
    this.identify(conversation, id);
    return conversation;
  }

  /** Where a row of the conversation list belongs. */
  ofRow(row: ConversationRow): Conversation {
    const conversation = this.#byId.get(row.conversation) ?? this.with(row.chat_type, row.peer.id);
    this.identify(conversation, row.conversation);
    return conversation;
  }

  /** Forgets all: another user has signed in. */
  clear(): void {
    this.#byPeer.clear();
    this.#byId.clear();
  }
}

/** The system's notices may carry a text for a sender; they belong to the conversation with 0. */
function peerOf({ chatType, from_id, to_id }: WireMessage, me: number | null): number {
  if (chatType === 'group' || from_id === me) return to_id;
  return typeof from_id === 'number' ? from_id : 0;
}
