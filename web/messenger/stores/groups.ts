import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { WireListedGroup } from '../../../protocol/index.ts';
import type { GroupApplication, Notice } from '../../shared/index.ts';
import { client } from '../client.ts';
import { wordsOf } from '../composables/words.ts';
import { keptToken } from '../token.ts';
import { userApi } from '../user-api.ts';

/** A group with one's own place in it. */
export type ListedGroup = WireListedGroup;

/** Groups per request; whoever has more gets them page by page. */
const PAGE = 100;

/**
 * One's groups, what one has asked to join, and who asks to join what one decides on, the newest by the number of the request; kept current by what the server tells. Lists are null
 * until they were fetched. `changes` counts up whenever something in some group changed.
 */
export const useGroups = defineStore('groups', () => {
  const groups = shallowRef<readonly ListedGroup[] | null>(null);
  const waiting = shallowRef<readonly GroupApplication[]>([]);
  const pending = ref(0);
  const applications = shallowRef<ReadonlyMap<number, GroupApplication>>(new Map());
  const changes = ref(0);
  const error = ref('');
  const byId = computed(() => new Map((groups.value ?? []).map((group) => [group.id, group])));
  /** One's own role in each: 0 member, 1 admin, 2 owner. */
  const roles = computed(() => new Map((groups.value ?? []).map(({ id, group_users: [me] }) => [id, me.role])));

  /** Fetches all anew; what was shown stays meanwhile. */
  async function load(): Promise<void> {
    const owner = keptToken.value;
    if (owner === null) return;
    try {
      const [all, { list }, { list: asked, pendingCount }] = await Promise.all([
        fetchAll(),
        userApi.joining.mine(),
        userApi.joining.applications({ limit: 50 }),
      ]);
      if (owner !== keptToken.value) return;
      groups.value = all;
      waiting.value = list.filter(({ status }) => status === 'pending');
      pending.value = pendingCount;
      applications.value = new Map(asked.map((one) => [one.id, one]));
      error.value = '';
    } catch (cause) {
      error.value = wordsOf(cause);
    }
    changes.value++;
  }

  function clear(): void {
    groups.value = null;
    waiting.value = [];
    pending.value = 0;
    applications.value = new Map();
  }

  follow({ load: () => void load(), clear });

  return { groups, waiting, pending, applications, changes, error, byId, roles, load };
});

interface Following {
  readonly load: () => void;
  readonly clear: () => void;
}

/** Keeps the store current for as long as the page lives: after each connect, and when the system tells of groups. */
function follow({ load, clear }: Following): void {
  let isStale = true;
  const current = (state: string): void => {
    if (state === 'connecting') isStale = true;
    if (!isStale || state !== 'up_to_date') return;
    isStale = false;
    load();
  };
  watch(keptToken, (token) => token === null && clear());
  client.on('state', current);
  client.on('gone', load);
  client.on('notice', ({ notice }) => isOfGroup(notice) && load());
  current(client.state);
}

function isOfGroup({ kind }: Notice): boolean {
  return kind.startsWith('group_');
}

async function fetchAll(): Promise<readonly ListedGroup[]> {
  const all: ListedGroup[] = [];
  for (let page = 1; ; page++) {
    const some = await userApi.groups.list({ page, limit: PAGE });
    all.push(...some);
    if (some.length < PAGE) return all;
  }
}
