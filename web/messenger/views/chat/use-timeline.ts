import { computed, onMounted, ref, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Conversation } from '../../../shared/index.ts';
import { client } from '../../client.ts';
import { useClient, useConversation } from '../../composables/use-client.ts';
import { rowsOf } from './rows.ts';
import { usePages } from './use-pages.ts';
import { usePlace } from './use-place.ts';
import { useRows, type ShownRows } from './use-rows.ts';
import { useSeen, type OnScreen } from './use-seen.ts';

/** What the virtual list can do for us. */
export interface ListHandle {
  scrollToIndex(index: number, options?: { readonly align?: 'start' | 'center' | 'end' }): void;
}

/** The messages of one conversation on a screen: which are there, what is in sight, and how to get elsewhere. */
export interface UsedTimeline {
  readonly shown: ShallowRef<ShownRows>;
  readonly isPlaced: Ref<boolean>;
  readonly isLoading: Ref<boolean>;
  readonly isAtEnd: Ref<boolean>;
  readonly hasOlder: ComputedRef<boolean>;
  /** Key of the line that somebody jumped to, for a moment. */
  readonly flash: Ref<string>;
  readonly scrolled: () => void;
  readonly resized: () => void;
  readonly jump: (seq: number) => Promise<void>;
  readonly toEnd: () => void;
}

type ListParts = Pick<OnScreen, 'handle' | 'box'>;

/** Opens the conversation and follows it; `wanted` is the seq to begin at, null for the first unread one or the end. */
export function useTimeline(conversation: Conversation, { handle, box }: ListParts, wanted: () => number | null): UsedTimeline {
  const { view, canEnter } = useOpened(conversation);
  const unreadAfter = ref<number | null>(null);
  const shown = useRows(() => rowsOf(view.value?.lines ?? [], unreadAfter.value));
  const screen = { conversation, handle, box, shown, isPlaced: ref(false), isAtEnd: ref(true) };
  const { isPlaced, isAtEnd } = screen;
  const { isLookedAt, seen, looked } = useSeen(screen);
  const pages = usePages(screen);
  const { flash, goTo, jump, toLast } = usePlace(screen, scrolled);
  const hasOlder = computed(() => view.value?.hasOlder ?? false);
  let isEntered = false;

  onMounted(() => watch(canEnter, (can) => can && !isEntered && void enter(), { immediate: true }));
  watch(wanted, (seq) => isEntered && seq !== null && void jump(seq));
  watch(
    () => view.value?.lastSeq,
    () => !isLookedAt() && (unreadAfter.value ??= isEntered ? conversation.readSeq : null),
  );
  // What comes into a list that has room for it moves nothing.
  watch(() => view.value?.lastSeq, seen, { flush: 'post' });
  return { shown, isPlaced, isAtEnd, isLoading: pages.isLoading, hasOlder, flash, scrolled, resized, jump, toEnd };

  async function enter(): Promise<void> {
    isEntered = true;
    const { unread, readSeq, isMentioned, mentionSeq } = conversation;
    const asked = wanted() ?? (isMentioned ? mentionSeq : null);
    if (unread > 0) unreadAfter.value = readSeq;
    if (asked !== null) await jump(asked);
    else await goTo(unread > 0 ? { seq: readSeq + 1, align: 'start' } : 'end');
    looked();
  }

  function scrolled(): void {
    pages.scrolled();
    seen();
  }

  function resized(): void {
    if (!isPlaced.value) return;
    if (isAtEnd.value) toLast();
    // Nothing scrolls where there is room for all.
    requestAnimationFrame(isAtEnd.value ? seen : scrolled);
  }

  function toEnd(): void {
    unreadAfter.value = null;
    client.toLatest(conversation);
    void goTo('end');
  }
}

/** The facts of a conversation that is open from now on, and whether enough of them is known to show it. */
function useOpened(conversation: Conversation): {
  readonly view: ComputedRef<ReturnType<typeof factsOf> | null>;
  readonly canEnter: ComputedRef<boolean>;
} {
  const { state } = useClient();
  if (conversation.timeline.hasNewer) conversation.timeline.toLatest();
  client.open(conversation.peerId, conversation.kind);
  const view = useConversation(() => conversation, factsOf);
  const canEnter = computed(() => Boolean(view.value?.isLoaded && (view.value.isKnown || state.value === 'up_to_date')));
  return { view, canEnter };
}

function factsOf({ lines, timeline, isKnown, lastSeq }: Conversation) {
  return { lines, isKnown, lastSeq, isLoaded: timeline.isLoaded, hasOlder: timeline.hasOlder };
}
