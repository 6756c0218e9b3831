import { computed, onScopeDispose, shallowRef, triggerRef, type ComputedRef, type ShallowRef } from 'vue';
import type { WireUser } from '../../../protocol/index.ts';
import type { Client, ClientEvents, ClientState, Conversation } from '../../shared/index.ts';
import { client } from '../client.ts';

/** The client as a view sees it. */
export interface UsedClient {
  readonly client: Client;
  readonly state: ShallowRef<ClientState>;
  /** When the next try to connect begins, in ms since 1970. */
  readonly retryAt: ShallowRef<number | null>;
  readonly user: ShallowRef<WireUser | null>;
  readonly list: ShallowRef<readonly Conversation[]>;
  /** Over all conversations; 100 means "more than 99". */
  readonly unread: ShallowRef<number>;
}

/** The messenger's client, its state as refs that follow it for as long as the view lives. */
export function useClient(): UsedClient {
  const state = shallowRef(client.state);
  const retryAt = shallowRef(client.retryAt);
  const user = shallowRef(client.user);
  const list = shallowRef(client.list);
  const unread = shallowRef(client.unread);
  onClient('state', (value) => {
    state.value = value;
    retryAt.value = client.retryAt;
  });
  onClient('user', (value) => (user.value = value));
  onClient('list', (value) => {
    list.value = value;
    // The rows are the same objects with other counts: say so even where the array looks the same.
    triggerRef(list);
    unread.value = client.unread;
  });
  return { client, state, retryAt, user, list, unread };
}

/** The server's clock, as far as it is known here, in ms: what the server says ends, ends by it, and this device's may be wrong. */
export function serverNow(): number {
  return client.serverTime(Date.now());
}

/** Listens to the client for as long as the view lives. */
export function onClient<Name extends keyof ClientEvents>(name: Name, listener: (value: ClientEvents[Name]) => void): void {
  onScopeDispose(client.on(name, listener));
}

/** What `read` takes from a conversation, anew whenever that one changes; `conversation` may change as well. */
export function useConversation<Value>(
  conversation: () => Conversation | null,
  read: (conversation: Conversation) => Value,
): ComputedRef<Value | null> {
  const changes = shallowRef(0);
  onClient('conversation', (changed) => {
    if (changed === conversation()) changes.value++;
  });
  return computed(() => {
    const current = conversation();
    return changes.value >= 0 && current ? read(current) : null;
  });
}
