import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { textData, type Conversation, type TimelineEntry } from '../../../shared/index.ts';
import { client } from '../../client.ts';
import { useDrafts } from '../../stores/drafts.ts';
import { calledIn, type Callee } from './called.ts';
import { keyOf } from './names.ts';

/** What is being written in one conversation. */
export interface UsedComposer {
  readonly text: Ref<string>;
  readonly mentions: Ref<readonly Callee[]>;
  readonly isTooLong: ComputedRef<boolean>;
  /** False when there is nothing to send. */
  send(quote: TimelineEntry | null): boolean;
}

/** Characters that a message has room for in any script. */
const MOST = 16_000;

/** Keeps the draft of a conversation from key to key, and sends it. */
export function useComposer(conversation: Conversation): UsedComposer {
  const drafts = useDrafts();
  const key = keyOf(conversation);
  const begun = drafts.drafts[key];
  const text = ref(begun?.text ?? '');
  const mentions = ref<readonly Callee[]>(begun?.mentions ?? []);
  const isTooLong = computed(() => text.value.length > MOST);

  watch([text, mentions], () => drafts.keep(key, { text: text.value, mentions: mentions.value }));
  // Written, or sent, in another tab.
  watch(
    () => drafts.drafts[key],
    (draft) => {
      if ((draft?.text ?? '').trim() === text.value.trim()) return;
      text.value = draft?.text ?? '';
      mentions.value = draft?.mentions ?? [];
    },
  );
  return { text, mentions, isTooLong, send };

  function send(quote: TimelineEntry | null): boolean {
    const words = text.value.trim();
    if (words === '' || isTooLong.value) return false;
    const { peerId: to, chatType } = conversation;
    client.send({ to, chatType, data: textData(words), options: optionsOf(words, quote) });
    text.value = '';
    mentions.value = [];
    return true;
  }

  function optionsOf(words: string, quote: TimelineEntry | null): object | null {
    const called = calledIn(words, mentions.value);
    const mention = { users: called.map(({ id }) => id).filter((id) => id > 0), all: called.some(({ id }) => id === 0) };
    if (!quote && called.length === 0) return null;
    return { ...(quote && { quote: { id: quote.message.id } }), ...(called.length > 0 && { mention }) };
  }
}
