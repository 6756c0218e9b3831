import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue';
import type { Conversation } from '../../shared/index.ts';
import { useConversation } from './use-client.ts';

/** Why one may not write in a group; `until` is in ms, null where no end is known. */
export type Mute = { readonly kind: 'all'; readonly until: null } | { readonly kind: 'self'; readonly until: number };

/** Timers of browsers hold 31 bits. */
const LONGEST = 2_147_000_000;

/** Whether the reader is muted in a conversation, as its row of the list tells; null while they may write. It ends by itself in its moment. */
export function useMute(conversation: () => Conversation | null): ComputedRef<Mute | null> {
  const group = useConversation(conversation, ({ group }) => group);
  const now = ref(Date.now());
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(
    () => group.value?.muted_until ?? 0,
    (until) => {
      clearTimeout(timer);
      now.value = Date.now();
      // A moment later, since timers may come a little early.
      if (until > now.value) timer = setTimeout(() => (now.value = Date.now()), Math.min(until - now.value + 50, LONGEST));
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));

  return computed(() => {
    if (!group.value) return null;
    const { role, muted, muted_until: until } = group.value;
    if (until > now.value) return { kind: 'self', until };
    return muted && role === 0 ? { kind: 'all', until: null } : null;
  });
}
