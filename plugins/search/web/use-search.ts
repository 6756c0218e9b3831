import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { userApi, wordsOf } from '#screens';
import type { Hit, SearchPage } from '../../../web/shared/index.ts';

/** Ms without a key until the server is asked. */
const PAUSE = 250;
const PAGE = 30;

/** What is looked for. */
export interface SearchQuery {
  readonly text: string;
  /** In one conversation only; null for all. */
  readonly conversation: number | null;
}

/** Messages that were found, newest first. */
export interface Found {
  /** null until the first answer to a text. */
  readonly hits: ShallowRef<readonly Hit[] | null>;
  readonly hasMore: Ref<boolean>;
  readonly isPartial: Ref<boolean>;
  readonly isBusy: Ref<boolean>;
  readonly error: Ref<string>;
  more(): Promise<void>;
  again(): Promise<void>;
}

/** Searches as one types; an answer to an earlier text is dropped. */
export function useSearch(wanted: () => SearchQuery): Found {
  const hits = shallowRef<readonly Hit[] | null>(null);
  const hasMore = ref(false);
  const isPartial = ref(false);
  const isBusy = ref(false);
  const error = ref('');
  let next: string | null = null;
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(wanted, begin, { immediate: true, deep: true });
  onScopeDispose(() => clearTimeout(timer));

  function begin(): void {
    clearTimeout(timer);
    turn++;
    next = null;
    error.value = '';
    isBusy.value = wanted().text.trim() !== '';
    if (isBusy.value) timer = setTimeout(() => void load([]), PAUSE);
    else show({ list: [], more: false, next: null, partial: false }, null);
  }

  async function load(before: readonly Hit[]): Promise<void> {
    const mine = ++turn;
    isBusy.value = true;
    error.value = '';
    try {
      const page = await ask(wanted(), next);
      if (mine === turn) show(page, [...before, ...page.list]);
    } catch (cause) {
      if (mine === turn) error.value = wordsOf(cause);
    } finally {
      if (mine === turn) isBusy.value = false;
    }
  }

  function show(page: SearchPage, list: readonly Hit[] | null): void {
    hits.value = list;
    ({ next } = page);
    hasMore.value = page.more;
    isPartial.value = page.partial;
  }

  return { hits, hasMore, isPartial, isBusy, error, more: () => load(hits.value ?? []), again: () => load(hits.value ?? []) };
}

function ask({ text, conversation }: SearchQuery, before: string | null): Promise<SearchPage> {
  return userApi.conversations.search({
    keyword: text.trim().slice(0, 50),
    limit: PAGE,
    ...(conversation !== null && { conversation }),
    ...(before !== null && { before }),
  });
}
