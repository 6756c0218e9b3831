import type { ConversationRow, WireMessage } from '../../protocol/index.ts';
import { Conversation, type ConversationKind } from './conversation.ts';
import type { UnsentMessage } from './draft.ts';
import type { TimelineLimits } from './timeline.ts';
import type { TimelineEntry } from './timeline-entry.ts';
import { UNREAD_MOST } from './unread.ts';

interface ConversationsOptions {
  readonly limits: TimelineLimits;
  echoes(conversation: Conversation): readonly TimelineEntry[];
  /** One's own messages that are not confirmed, of all conversations. */
  unsent(): readonly Pick<UnsentMessage, 'chatType' | 'to' | 'time'>[];
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

  /** Those that have something to show, the pinned ones first, then the newest. */
  get listed(): readonly Conversation[] {
    const written = new Map(this.#options.unsent().map(({ chatType, to, time }) => [this.with(chatType, to), time]));
    const timeOf = (one: Conversation): number => Math.max(one.time, written.get(one) ?? 0);
    return this.all
      .filter((one) => isListed(one) || (written.has(one) && !one.isGone))
      .toSorted((a, b) => Number(b.settings.pinned) - Number(a.settings.pinned) || timeOf(b) - timeOf(a));
  }

  /** Sum over all in the list that are not quiet; 100 means "more than 99". */
  get unread(): number {
    const loud = this.all.filter(({ settings, isGone }) => !settings.quiet && !isGone);
    return Math.min(
      UNREAD_MOST,
      loud.reduce((total, { unread }) => total + unread, 0),
    );
  }

  byId(id: number): Conversation | undefined {
    return this.#byId.get(id);
  }

  /** The conversation with someone, made at first mention. */
  with(kind: ConversationKind, peerId: number): Conversation {
    const key = `${kind}:${peerId}`;
    const known = this.#byPeer.get(key);
    if (known) return known;
    const made = new Conversation({ kind, peerId, ...this.#options });
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
    const conversation = this.with(...placeOf(message, me));
    this.identify(conversation, id);
    return conversation;
  }

  /** Where a row of the conversation list belongs: to the other side, or where there is none to itself. */
  ofRow(row: ConversationRow): Conversation {
    const conversation =
      this.#byId.get(row.conversation) ?? this.with(row.chat_type, row.peer?.id ?? (row.chat_type === 'system' ? 0 : row.conversation));
    this.identify(conversation, row.conversation);
    return conversation;
  }

  /** Forgets all: another user has signed in. */
  clear(): void {
    this.#byPeer.clear();
    this.#byId.clear();
  }
}

/** A group is there from the day it was made, others from their first message on. */
function isListed({ lastSeq, group, isGone }: Conversation): boolean {
  return !isGone && (lastSeq > 0 || group !== null);
}

/** What the system says carries 0 or a text for a sender. */
function placeOf({ chatType, from_id, to_id }: WireMessage, me: number | null): [ConversationKind, number] {
  if (chatType !== 'single') return [chatType, to_id];
  if (typeof from_id !== 'number' || from_id === 0) return ['system', 0];
  return ['single', from_id === me ? to_id : from_id];
}
