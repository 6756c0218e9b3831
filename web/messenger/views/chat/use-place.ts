import { nextTick, onScopeDispose, ref, watch, type Ref } from 'vue';
import { RequestError } from '../../../shared/index.ts';
import { client } from '../../client.ts';
import type { OnScreen } from './use-seen.ts';

/** Where one wants to be in a list of messages. */
export type Target = { readonly seq: number; readonly align: 'start' | 'center' } | 'end';

/** Getting about in a list of messages. */
export interface UsedPlace {
  /** Key of the line that somebody jumped to, for a moment. */
  readonly flash: Ref<string>;
  readonly goTo: (target: Target) => Promise<void>;
  /** Goes to a line and makes it flash. */
  readonly jump: (seq: number) => Promise<void>;
  readonly toLast: () => void;
}

const FLASH = 1600;

/** Scrolls to where one wants to go as soon as it is there, and keeps the end in sight when one was there; `settled` is called afterwards. */
export function usePlace(screen: OnScreen, settled: () => void): UsedPlace {
  const { conversation, handle, shown, isPlaced, isAtEnd } = screen;
  const { flash, flashOn } = useFlash();
  let target: Target | null = null;

  watch(shown, () => void place(), { flush: 'post' });
  return { flash, goTo, jump, toLast };

  async function jump(seq: number): Promise<void> {
    await goTo({ seq, align: 'center' });
    const line = conversation.lines.find((one) => (one.seq ?? Infinity) >= seq);
    if (line) flashOn(line.key);
  }

  async function goTo(next: Target): Promise<void> {
    try {
      if (next !== 'end') await client.jump(conversation, next.seq);
    } catch (error) {
      // Without a connection there is nothing to go to; what is here stays.
      if (!(error instanceof RequestError)) throw error;
    }
    target = next;
    await nextTick();
    await place(true);
  }

  async function place(isEntered = isPlaced.value): Promise<void> {
    if (shown.value.rows.length === 0) return void (isPlaced.value = isEntered);
    await nextTick();
    if (!handle.value) return;
    if (target === null) return isAtEnd.value ? toLast() : settled();
    if (target === 'end') toLast();
    else handle.value.scrollToIndex(indexOf(screen, target), { align: target.align });
    isAtEnd.value = target === 'end';
    target = null;
    isPlaced.value = true;
    requestAnimationFrame(settled);
  }

  function toLast(): void {
    handle.value?.scrollToIndex(shown.value.rows.length - 1, { align: 'end' });
  }
}

function indexOf({ shown }: OnScreen, { seq, align }: Exclude<Target, 'end'>): number {
  const { rows } = shown.value;
  const index = rows.findIndex((row) => row.kind === 'line' && (row.line.seq ?? Infinity) >= seq);
  if (index < 0) return rows.length - 1;
  return align === 'start' && rows[index - 1]?.kind === 'unread' ? index - 1 : index;
}

function useFlash(): { readonly flash: Ref<string>; readonly flashOn: (key: string) => void } {
  const flash = ref('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(timer));
  const flashOn = (key: string): void => {
    flash.value = key;
    clearTimeout(timer);
    timer = setTimeout(() => (flash.value = ''), FLASH);
  };
  return { flash, flashOn };
}
