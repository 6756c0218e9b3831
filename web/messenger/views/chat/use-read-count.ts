import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { ApiError, type Conversation, type Readers } from '../../../shared/index.ts';
import { useConversation } from '../../composables/use-client.ts';
import { userApi } from '../../user-api.ts';
import { useNow } from './use-now.ts';

/** Readers of a message of a group. */
export type GroupReaders = Extract<Readers, { total: number }>;

/** How many have read a message of a group. */
export interface UsedReadCount {
  /** null while that is unknown. */
  readonly count: Ref<number | null>;
  /** Asks at once, for their names; null without an answer. */
  readonly ask: () => Promise<GroupReaders | null>;
}

interface ReadCounts {
  /** Another number: the newest line was read by more, and so may have been the lines before it. */
  readonly newest: ShallowRef<number>;
  readonly known: Map<number, { readonly read: number; readonly total: number }>;
}

const counted = new WeakMap<Conversation, ReadCounts>();

/** Keeps the count of one line current while it is shown; `seq` is null where nobody asks. The newest own line asks now and then, the others follow it. */
export function useReadCount(conversation: () => Conversation, line: () => { seq: number | null; isNewest: boolean }): UsedReadCount {
  const count = ref<number | null>(null);
  const told = useConversation(conversation, ({ peerReadSeq, lastSeq }) => `${peerReadSeq} ${lastSeq}`);
  // A group does not tell who reads: it is asked for when something is said, and now and then.
  const now = useNow();
  const cue = (): string => (line().isNewest ? `${told.value} ${now.value}` : String(countedIn(conversation()).newest.value));
  watch([() => line().seq, cue], () => void follow(), { immediate: true });
  return { count, ask };

  async function follow(): Promise<void> {
    const { seq } = line();
    const known = countedIn(conversation()).known.get(seq ?? 0);
    count.value = known?.read ?? null;
    if (seq !== null && (!known || known.read < known.total)) await ask();
  }

  async function ask(): Promise<GroupReaders | null> {
    const { seq, isNewest } = line();
    const { id } = conversation();
    if (seq === null || id === null) return null;
    const readers = await readersOf(id, seq);
    if (!readers) return null;
    const { known, newest } = countedIn(conversation());
    known.set(seq, { read: readers.read, total: readers.total });
    if (isNewest) newest.value = readers.read;
    if (seq === line().seq) count.value = readers.read;
    return readers;
  }
}

async function readersOf(id: number, seq: number): Promise<GroupReaders | null> {
  try {
    const readers = await userApi.conversations.readers(id, seq);
    return 'total' in readers ? readers : null;
  } catch (error) {
    // It is only a number beside a message; the next change asks again.
    if (!(error instanceof ApiError)) throw error;
    return null;
  }
}

function countedIn(conversation: Conversation): ReadCounts {
  const counts = counted.get(conversation) ?? { newest: shallowRef(0), known: new Map<number, { read: number; total: number }>() };
  counted.set(conversation, counts);
  return counts;
}
