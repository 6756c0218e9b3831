import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { TimelineEntry } from '../../../shared/index.ts';
import type { MenuItem } from '../../../ui/menu.ts';
import { useToast } from '../../../ui/use-toast.ts';
import { texts } from '../../texts.ts';

/** Messages that the server hands on at once. */
export const MOST_MESSAGES = 30;

/** What is being handed on: `offered` while one chooses to whom, `chosen` while one chooses messages; null when neither. */
export const useForward = defineStore('forward', () => {
  const toasts = useToast();
  const offered = shallowRef<readonly string[] | null>(null);
  const chosen = ref<readonly TimelineEntry[] | null>(null);
  const isSelecting = computed(() => chosen.value !== null);

  /** Asks to whom these go; wire ids. */
  function offer(ids: readonly string[]): void {
    offered.value = ids;
  }

  function select(line: TimelineEntry): void {
    chosen.value = [line];
  }

  function toggle(line: TimelineEntry): void {
    const before = chosen.value ?? [];
    const others = before.filter(({ key }) => key !== line.key);
    if (others.length === before.length && others.length >= MOST_MESSAGES)
      return toasts.toast({ text: texts.global.t('forward.selectedMost', { n: MOST_MESSAGES }) });
    chosen.value = others.length < before.length ? others : [...others, line];
  }

  /** In the order in which they were written, not that of the clicks. */
  function offerChosen(): void {
    const lines = (chosen.value ?? []).toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
    if (lines.length > 0) offer(lines.map(({ message }) => message.id));
  }

  function end(): void {
    chosen.value = null;
  }

  return { offered, chosen, isSelecting, offer, select, toggle, offerChosen, end };
});

/** Whether a line can be handed on: what was taken back, told by the system or never arrived cannot. */
export function isForwardable({ kind, seq, message }: TimelineEntry): boolean {
  return kind === 'message' && seq !== null && message.id !== '';
}

/** What a line's menu offers of this; nothing where it cannot be handed on. */
export function forwardItems(line: TimelineEntry): readonly MenuItem[] {
  if (!isForwardable(line)) return [];
  const { t } = texts.global;
  const forward = useForward();
  return [
    { key: 'forward', text: t('forward.forward'), icon: 'share', act: () => forward.offer([line.message.id]) },
    { key: 'select', text: t('forward.select'), icon: 'check', act: () => forward.select(line) },
  ];
}
