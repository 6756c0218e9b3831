import type { ServerFrame, ServerFrames } from '../../protocol/index.ts';
import type { ClientEvents } from './client-options.ts';
import type { Conversation } from './conversation.ts';
import type { Conversations } from './conversations.ts';
import type { Emitter } from './emitter.ts';
import type { Presence } from './presence.ts';
import type { Sync } from './sync.ts';
import type { Typing } from './typing.ts';

const OPS = ['read', 'settings', 'gone', 'typing', 'presence', 'pong'] as const;

/** Frames that change what is known of a conversation or of people, and bring no message. */
export type Signal = Extract<ServerFrame, { readonly op: (typeof OPS)[number] }>;

/** Whether a frame is one of them. */
export function isSignal(frame: ServerFrame): frame is Signal {
  return OPS.some((op) => op === frame.op);
}

interface SignalsOptions {
  readonly conversations: Conversations;
  readonly sync: Sync;
  readonly typing: Typing;
  readonly presence: Presence;
  readonly emitter: Emitter<ClientEvents>;
  /** The id of who is signed in. */
  readonly me: () => number | undefined;
  readonly changed: (conversation: Conversation) => void;
}

/** What happens elsewhere and changes no message. */
export class Signals {
  readonly #options: SignalsOptions;

  constructor(options: SignalsOptions) {
    this.#options = options;
  }

  /** Applies one. */
  take(frame: Signal): void {
    switch (frame.op) {
      case 'read':
        return this.#read(frame);
      case 'settings':
        return this.#settings(frame);
      case 'gone':
        return this.#gone(frame);
      case 'typing':
        return this.#typing(frame);
      case 'presence':
        return this.#options.presence.take(frame);
      case 'pong':
    }
  }

  #read({ conversation: id, user, seq }: ServerFrames['read']): void {
    const { conversations, sync, me, changed } = this.#options;
    const conversation = conversations.byId(id);
    if (!conversation) return;
    if (user === me()) {
      conversation.cursors.tell(seq);
      if (!conversation.read(seq)) sync.listSoon();
    } else {
      conversation.cursors.peerRead(seq);
    }
    changed(conversation);
  }

  #settings({ conversation: id, ...settings }: ServerFrames['settings']): void {
    const { conversations, sync, changed } = this.#options;
    const conversation = conversations.byId(id);
    if (!conversation) return sync.listSoon();
    conversation.set(settings);
    changed(conversation);
  }

  #gone({ conversation: id }: ServerFrames['gone']): void {
    const { conversations, emitter, changed } = this.#options;
    const conversation = conversations.byId(id);
    if (!conversation) return;
    conversation.leave();
    changed(conversation);
    emitter.emit('gone', conversation);
  }

  #typing({ conversation: id, user }: ServerFrames['typing']): void {
    const { conversations, typing, me } = this.#options;
    const conversation = conversations.byId(id);
    if (conversation && user !== me()) typing.heard(conversation, user);
  }
}
