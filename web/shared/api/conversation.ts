import type { ChatType, ConversationRow, Readers, WireForward, WireHits } from '../../../protocol/index.ts';
import type { SettingChanges } from '../client-options.ts';
import { pathOf, type Caller } from './caller.ts';

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

/** Messages to hand on; the same `client_id` hands them on once. */
export interface Forward {
  /** Wire ids. */
  readonly ids: readonly string[];
  readonly to: readonly { readonly chatType: ChatType; readonly id: number }[];
  /** As one message that shows them all. */
  readonly merged?: boolean;
  readonly client_id?: string;
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

  search(search: Search): Promise<WireHits> {
    return this.#caller.post('/api/chat/search', search);
  }

  forward(forward: Forward): Promise<readonly WireForward[]> {
    return this.#caller.post('/api/chat/forward', forward);
  }
}
