import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import type { FriendApplication, ListedFriend } from '../../shared/index.ts';
import { client } from '../client.ts';
import { useUnits } from '../composables/use-units.ts';
import { wordsOf } from '../composables/words.ts';
import type { ContactSection } from '../views/contacts/filter.ts';
import { keptToken } from '../token.ts';
import { userApi } from '../user-api.ts';

/** Friends per request; whoever has more gets them page by page. */
const PAGE = 500;

const { isOn } = useUnits();

/**
 * One's friends and who asks to be one, kept current by what the server tells. `nameOf` gives what one calls a friend, the remark first:
 * null for others. `sections` is null until it was fetched.
 */
export const useContacts = defineStore('contacts', () => {
  const sections = shallowRef<readonly ContactSection[] | null>(null);
  const requests = shallowRef<readonly FriendApplication[] | null>(null);
  const online = shallowRef<ReadonlySet<number>>(new Set());
  const pending = ref(0);
  const error = ref('');
  const byId = computed(() => new Map((sections.value ?? []).flatMap(({ list }) => list).map((friend) => [friend.friend_id, friend])));

  /** Fetches the friends anew; what was shown stays meanwhile. */
  async function load(): Promise<void> {
    await settle(fetchAll, error, (loaded) => {
      sections.value = loaded;
      client.watch([...byId.value.keys()]);
    });
  }

  /** Fetches who asks, for the list and the badge. */
  async function loadRequests(): Promise<void> {
    await settle(fetchRequests, error, ({ alldata, pendingCount }) => {
      requests.value = alldata;
      pending.value = pendingCount;
    });
  }

  function refresh(): void {
    void load();
    void loadRequests();
  }

  function clear(): void {
    sections.value = requests.value = null;
    pending.value = 0;
  }

  follow({ refresh, clear, online: (users) => (online.value = users) });

  return { sections, requests, online, pending, error, byId, nameOf, load, loadRequests };

  /** What the user calls somebody; null for who is no friend. */
  function nameOf(userId: number): string | null {
    return byId.value.get(userId)?.name ?? null;
  }
});

/** Takes an answer, unless somebody else is signed in by then; a failure stands in words. */
async function settle<Data>(ask: () => Promise<Data>, error: Ref<string>, take: (data: Data) => void): Promise<void> {
  const owner = keptToken.value;
  try {
    const data = await ask();
    if (owner !== keptToken.value) return;
    error.value = '';
    take(data);
  } catch (cause) {
    error.value = wordsOf(cause);
  }
}

interface Following {
  readonly refresh: () => void;
  readonly clear: () => void;
  readonly online: (users: ReadonlySet<number>) => void;
}

/** Keeps the store current for as long as the page lives: after each connect, and when the system tells of friends. */
function follow({ refresh, clear, online }: Following): void {
  let isStale = true;
  const current = (state: string): void => {
    if (state === 'connecting') isStale = true;
    if (!isStale || state !== 'up_to_date') return;
    isStale = false;
    refresh();
  };
  watch(keptToken, (token) => token === null && clear());
  client.on('state', current);
  client.on('units', refresh);
  client.on('presence', online);
  client.on('notice', ({ notice: { kind } }) => (kind === 'friends' || kind === 'friend_applied') && refresh());
  current(client.state);
}

/** All of them; none where the server knows no friends. */
async function fetchAll(): Promise<readonly ContactSection[]> {
  if (!isOn('friend')) return [];
  const sections = new Map<string, ListedFriend[]>();
  for (let page = 1; ; page++) {
    const { count, rows } = await userApi.friends.list({ page, limit: PAGE });
    if ('newList' in rows) for (const { title, list } of rows.newList) sections.set(title, [...(sections.get(title) ?? []), ...list]);
    if (page * PAGE >= count) return [...sections].map(([title, list]) => ({ title, list }));
  }
}

async function fetchRequests(): ReturnType<typeof userApi.friends.applications> {
  return isOn('friend') ? userApi.friends.applications({ limit: 100 }) : { alldata: [], pendingCount: 0 };
}
