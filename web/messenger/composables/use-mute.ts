import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue';
import type { Conversation } from '../../shared/index.ts';
import { onClient, serverNow, useConversation } from './use-client.ts';

/** Why one may not write in a group; `until` is in ms, null where no end is known. */
export type Mute = { readonly kind: 'all'; readonly until: null } | { readonly kind: 'self'; readonly until: number };

/** Timers of browsers hold 31 bits. */
const LONGEST = 2_147_000_000;

/** Whether the reader is muted in a conversation, as its row of the list tells; null while they may write. It ends by itself in its moment, by the server's clock. */
export function useMute(conversation: () => Conversation | null): ComputedRef<Mute | null> {
  const group = useConversation(conversation, ({ group }) => group);
  const now = ref(serverNow());
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(() => group.value?.muted_until, follow, { immediate: true });
  onClient('clock', follow);
  onScopeDispose(() => clearTimeout(timer));

  /** To the moment when it ends, and on where a clock was put back meanwhile. */
  function follow(): void {
    clearTimeout(timer);
    now.value = serverNow();
    const left = (group.value?.muted_until ?? 0) - now.value;
    // A moment later, since timers may come a little early.
    if (left > 0) timer = setTimeout(follow, Math.min(left + 50, LONGEST));
  }

  return computed(() => {
    if (!group.value) return null;
    const { role, muted, muted_until: until } = group.value;
    if (until > now.value) return { kind: 'self', until };
    return muted && role === 0 ? { kind: 'all', until: null } : null;
  });
}
