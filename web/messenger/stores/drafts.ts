import { defineStore } from 'pinia';
import { ref } from 'vue';
import { parseJson } from '../../shared/json.ts';
import { client } from '../client.ts';
import { store } from '../token.ts';
import type { Callee } from '../views/chat/called.ts';

/** What was begun in one conversation and not sent. */
export interface DraftText {
  readonly text: string;
  readonly mentions: readonly Callee[];
}

type Drafts = Readonly<Record<string, DraftText>>;

/** Drafts of the signed-in user, by `<kind>:<peer>`, kept in this browser only and the same in its tabs. */
export const useDrafts = defineStore('drafts', () => {
  const owner = ref(client.user?.id ?? 0);
  const drafts = ref(read(owner.value));

  let unwatch = watchKey();

  client.on('user', ({ id }) => adopt(id));

  function adopt(id: number): void {
    owner.value = id;
    drafts.value = read(id);
    unwatch();
    unwatch = watchKey();
  }

  /** Another tab wrote, or sent. */
  function watchKey(): () => void {
    return store.watch(keyOf(owner.value), () => (drafts.value = read(owner.value)));
  }

  /** Nothing to keep takes it away. */
  function keep(key: string, draft: DraftText): void {
    const { [key]: before, ...others } = drafts.value;
    const isEmpty = draft.text.trim() === '';
    if (isEmpty && !before) return;
    drafts.value = isEmpty ? others : { ...others, [key]: draft };
    store.set(keyOf(owner.value), Object.keys(drafts.value).length > 0 ? JSON.stringify(drafts.value) : null);
  }

  return { drafts, keep };
});

function keyOf(owner: number): string {
  return `drafts.${owner}`;
}

function read(owner: number): Drafts {
  const value = parseJson(store.get(keyOf(owner)));
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).flatMap(([key, draft]) => (isDraft(draft) ? [[key, draft]] : [])));
}

function isDraft(value: unknown): value is DraftText {
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    typeof value.text === 'string' &&
    'mentions' in value &&
    Array.isArray(value.mentions)
  );
}
