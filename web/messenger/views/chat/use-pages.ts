import { nextTick, ref, type Ref } from 'vue';
import { RequestError } from '../../../shared/index.ts';
import { client } from '../../client.ts';
import { roomBelow } from './in-sight.ts';
import type { OnScreen } from './use-seen.ts';

/** Px from an end of the list at which more is fetched, or that count as being there. */
const NEAR = { fetch: 800, end: 48 };

/** Fetches older lines, and newer ones where those were let go, before one gets there; `scrolled` is to be called at each scroll. */
export function usePages({ conversation, box, isPlaced, isAtEnd }: OnScreen): {
  readonly isLoading: Ref<boolean>;
  readonly scrolled: () => void;
} {
  const isLoading = ref(false);
  return { isLoading, scrolled };

  function scrolled(): void {
    if (!box.value || !isPlaced.value) return;
    const { hasOlder, hasNewer } = conversation.timeline;
    const below = roomBelow(box.value);
    isAtEnd.value = below <= NEAR.end && !hasNewer;
    if (box.value.scrollTop < NEAR.fetch && hasOlder) void load('older');
    else if (below < NEAR.fetch && hasNewer) void load('newer');
  }

  async function load(direction: 'older' | 'newer'): Promise<void> {
    if (isLoading.value) return;
    isLoading.value = true;
    let isThere = false;
    try {
      await client.history(conversation, direction);
      await nextTick();
      isThere = true;
    } catch (error) {
      // Asked again at the next scroll.
      if (!(error instanceof RequestError)) throw error;
    } finally {
      requestAnimationFrame(() => done(isThere));
    }
  }

  /** Whoever scrolled on to the end meanwhile scrolls no more, and needs the next page. */
  function done(isThere: boolean): void {
    isLoading.value = false;
    if (isThere) scrolled();
  }
}
