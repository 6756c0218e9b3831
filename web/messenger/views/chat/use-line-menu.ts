import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { readContent, RequestError, textOf, type TimelineEntry } from '../../../shared/index.ts';
import { copyText } from '../../../ui/copy-text.ts';
import type { MenuItem } from '../../../ui/menu.ts';
import { useToast } from '../../../ui/use-toast.ts';
import { broughtActions } from '../../brought.ts';
import { client } from '../../client.ts';
import { forwardItems } from '../forward/use-forward.ts';
import { useNow } from './use-now.ts';

/** What one can do with a line. */
export interface LineMenu {
  readonly items: ComputedRef<readonly MenuItem[]>;
  /** What one took back a moment ago, to write it anew; '' for none. */
  readonly recalledText: ComputedRef<string>;
  again(): void;
}

/** The menu of a line; what is not possible is not in it. */
export function useLineMenu(line: () => TimelineEntry, quote: () => void): LineMenu {
  const { t } = useI18n();
  const toasts = useToast();
  const now = useNow();
  const isThere = computed(() => line().seq !== null);
  const text = computed(() => wordsIn(line()));
  const recalledText = computed(() => {
    const kept = line().kind === 'recalled' && now.value > 0 ? client.textOfRecalled(line()) : null;
    return kept?.type === 'text' ? textOf(kept.data) : '';
  });
  const items = computed(() => {
    const all: readonly (MenuItem & { readonly when: boolean })[] = [
      { key: 'copy', text: t('chat.copy'), icon: 'copy', when: text.value !== '', act: copy },
      { key: 'quote', text: t('chat.quote'), icon: 'reply', when: isThere.value, act: quote },
      ...forwardItems(line()).map((item) => ({ ...item, when: true })),
      ...broughtActions.value.flatMap((actionsOf) => actionsOf(line()).map((item) => ({ ...item, when: isThere.value }))),
      { key: 'recall', text: t('chat.recall'), icon: 'undo', when: mayRecall(line(), now.value), isDanger: true, act: recall },
      { key: 'retry', text: t('chat.retry'), icon: 'retry', when: line().state === 'failed', act: again },
      { key: 'discard', text: t('chat.discard'), icon: 'trash', when: line().state === 'failed', isDanger: true, act: discard },
    ];
    return all.filter(({ when }) => when);
  });
  return { items, recalledText, again };

  async function copy(): Promise<void> {
    const isCopied = await copyText(text.value);
    toasts.toast(isCopied ? { text: t('chat.copied'), kind: 'good' } : { text: t('common.copyFailed'), kind: 'bad' });
  }

  async function recall(): Promise<void> {
    try {
      await client.recall(line());
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      toasts.toast({ text: error.message || t('common.failed'), kind: 'bad' });
    }
  }

  function again(): void {
    client.retry(line().clientId);
  }

  function discard(): void {
    client.discard(line().clientId);
  }
}

/** What a line says; '' where it is no text. */
function wordsIn({ message }: TimelineEntry): string {
  const content = readContent(message);
  return content.kind === 'text' ? content.text : '';
}

/** Whether one may still take it back, as far as one knows here; the server has the last word. */
function mayRecall({ seq, isMine, message }: TimelineEntry, now: number): boolean {
  return seq !== null && isMine && now - message.create_time < (client.limits?.recall ?? 0);
}
