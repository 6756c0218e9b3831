import { ref, watch, type Ref } from 'vue';
import { ApiError, type Conversation } from '../../../shared/index.ts';
import { useConversation } from '../../composables/use-client.ts';
import { userApi } from '../../user-api.ts';
import { useNow } from './use-now.ts';

/** How many have read one message of a group, asked anew now and then; null while that is unknown or nobody asks (`seq` null). */
export function useReadCount(conversation: () => Conversation, seq: () => number | null): Ref<number | null> {
  const count = ref<number | null>(null);
  const told = useConversation(conversation, ({ peerReadSeq, lastSeq }) => `${peerReadSeq} ${lastSeq}`);
  // A group does not tell who reads: it is asked for when something is said, and now and then.
  const now = useNow();
  watch([seq, told, now], () => void ask(), { immediate: true });
  return count;

  async function ask(): Promise<void> {
    const place = seq();
    const { id } = conversation();
    if (place === null || id === null) return;
    try {
      const readers = await userApi.conversations.readers(id, place);
      if (place === seq() && 'total' in readers) count.value = readers.read;
    } catch (error) {
      // It is only a number beside a message; the next change asks again.
      if (!(error instanceof ApiError)) throw error;
    }
  }
}
