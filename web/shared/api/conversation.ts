import type { ChatType, ConversationRow, Entry, WireMessage } from '../../../protocol/index.ts';
import type { SettingChanges } from '../client-options.ts';
import { pathOf, type Caller } from './caller.ts';

/** A message that a search found. */
export interface Hit extends Entry {
  readonly conversation: number;
}

/** What to look for; several words must all occur. */
export interface Search {
  readonly keyword: string;
  readonly conversation?: number;
  /** The sender's id. */
  readonly from?: number;
  /** `next` of the page before. */
  readonly before?: string;
  readonly limit?: number;
}

/** A page of what was found, newest first; `partial`: not everything could be looked through. */
export interface SearchPage {
  readonly list: readonly Hit[];
  readonly more: boolean;
  readonly next: string | null;
  readonly partial: boolean;
}

/** Who has read a message: in a single chat whether the other side has, in a group how many, and the first hundred of them. */
export type Readers =
  | { readonly read: boolean }
  | {
      readonly read: number;
      readonly total: number;
      readonly list: readonly { readonly id: number; readonly name: string; readonly avatar: string }[];
    };

/** Messages to hand on; the same `client_id` hands them on once. */
export interface Forward {
  /** Wire ids. */
  readonly ids: readonly string[];
  readonly to: readonly { readonly chatType: ChatType; readonly id: number }[];
  /** As one message that shows them all. */
  readonly merged?: boolean;
  readonly client_id?: string;
}

/** What became of one receiver; `code` and `text` say why it did not get all. */
export interface Forwarded {
  readonly chatType: string;
  readonly id: number;
  readonly messages: readonly WireMessage[];
  readonly code?: string;
  readonly text?: string;
}

/** One's own conversations beside the socket: settings, search, readers, handing on. */
export class ConversationApi {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  list(query: { readonly before?: number; readonly limit?: number } = {}): Promise<{
    readonly list: readonly ConversationRow[];
    readonly more: boolean;
  }> {
    return this.#caller.get(pathOf('/api/chat/conversations', query));
  }

  /** The row as it is then, null when the list does not show it. */
  set(conversation: number, changes: SettingChanges): Promise<ConversationRow | null> {
    return this.#caller.post('/api/chat/conversation/set', { conversation, ...changes });
  }

  readers(conversation: number, seq: number): Promise<Readers> {
    return this.#caller.post('/api/chat/readers', { conversation, seq });
  }

  search(search: Search): Promise<SearchPage> {
    return this.#caller.post('/api/chat/search', search);
  }

  forward(forward: Forward): Promise<readonly Forwarded[]> {
    return this.#caller.post('/api/chat/forward', forward);
  }
}
