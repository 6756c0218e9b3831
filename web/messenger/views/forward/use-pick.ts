import { computed, type ComputedRef } from 'vue';
import type { TimelineEntry } from '../../../shared/index.ts';
import { isForwardable, useForward } from './use-forward.ts';

/** A line while messages are chosen. */
export interface Pick {
  readonly isSelectable: ComputedRef<boolean>;
  readonly isChosen: ComputedRef<boolean>;
  /** A click anywhere on the line chooses it, and does nothing else. */
  readonly picked: (event: MouseEvent) => void;
}

/** Lets the whole of a line be clicked to choose it; its box remains for the keyboard. */
export function usePick(line: () => TimelineEntry): Pick {
  const forward = useForward();
  const isSelectable = computed(() => forward.isSelecting && isForwardable(line()));
  const isChosen = computed(() => forward.chosen?.some(({ key }) => key === line().key) ?? false);
  return { isSelectable, isChosen, picked };

  function picked(event: MouseEvent): void {
    const isBox = event.target instanceof Element && event.target.closest('[data-mark]') !== null;
    if (!forward.isSelecting || isBox) return;
    event.preventDefault();
    event.stopPropagation();
    if (isSelectable.value) forward.toggle(line());
  }
}
