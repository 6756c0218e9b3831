import { shallowRef, watch, type ShallowRef } from 'vue';
import { ApiError, type GroupInfo, type GroupMember } from '../../../shared/index.ts';
import { wordsOf } from '../../composables/words.ts';
import { useGroups } from '../../stores/groups.ts';
import { userApi } from '../../user-api.ts';

/** Members per request. */
const PAGE = 200;

/** A group as its page shows it. */
export interface UsedGroup {
  /** null until it was fetched. */
  readonly info: ShallowRef<GroupInfo | null>;
  /** All members, owner first, then admins. */
  readonly members: ShallowRef<readonly GroupMember[]>;
  /** In words; '' while all is well. */
  readonly error: ShallowRef<string>;
  readonly isMissing: ShallowRef<boolean>;
  load(): Promise<void>;
}

/** A group with its members, fetched anew whenever the system tells that something changed in one. */
export function useGroup(id: () => number): UsedGroup {
  const info = shallowRef<GroupInfo | null>(null);
  const members = shallowRef<readonly GroupMember[]>([]);
  const error = shallowRef('');
  const isMissing = shallowRef(false);
  const store = useGroups();

  watch(id, () => (info.value = null), { flush: 'sync' });
  watch([id, () => store.changes], () => void load(), { immediate: true });
  return { info, members, error, isMissing, load };

  async function load(): Promise<void> {
    const asked = id();
    try {
      const { shown, people } = await fetchGroup(asked);
      if (asked !== id()) return;
      info.value = shown;
      members.value = people;
      error.value = '';
      isMissing.value = false;
    } catch (cause) {
      if (asked !== id()) return;
      isMissing.value = cause instanceof ApiError && cause.status === 404;
      error.value = wordsOf(cause);
    }
  }
}

async function fetchGroup(id: number): Promise<{ shown: GroupInfo; people: readonly GroupMember[] }> {
  const shown = await userApi.groups.show(id, { limit: PAGE });
  const people: GroupMember[] = [...shown.group_users];
  for (let page = 2; shown.me !== null && people.length < shown.count; page++) {
    const { group_users: more } = await userApi.groups.show(id, { page, limit: PAGE });
    if (more.length === 0) break;
    people.push(...more);
  }
  return { shown, people: people.toSorted((a, b) => b.role - a.role) };
}
