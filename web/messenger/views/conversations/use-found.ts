import { computed, shallowReactive, watch, type ComputedRef, type Ref } from 'vue';
import { foldWords } from '../../../shared/fold.ts';
import type { Conversation } from '../../../shared/index.ts';
import { keyOf, useNames } from '../chat/names.ts';
import { spell } from '../chat/pinyin.ts';

/** Conversations whose name, username or spelling holds the text; all of them for ''. */
export function useFound(list: Ref<readonly Conversation[]>, text: Ref<string>): ComputedRef<readonly Conversation[]> {
  const names = useNames();
  const spelled = shallowReactive(new Map<string, string>());

  watch([list, text], async () => {
    if (text.value === '') return;
    for (const one of list.value) {
      const title = names.title(one);
      if (!spelled.has(title)) spelled.set(title, await spell(title));
    }
  });

  return computed(() => {
    const wanted = foldWords(text.value);
    // A copy: the rows are the same objects with other counts.
    if (wanted === '') return [...list.value];
    return list.value.filter((one) => wordsOf(one).includes(wanted));
  });

  function wordsOf(one: Conversation): string {
    const title = names.title(one);
    return foldWords([title, spelled.get(title), one.peer?.nickname, one.peer?.username, keyOf(one)].join(' '));
  }
}
