import { computed, ref, watch, type Ref } from 'vue';
import { ApiError, traitsOf, type Conversation } from '../../../shared/index.ts';
import { shownName } from '../../composables/shown-name.ts';
import { useClient, useConversation } from '../../composables/use-client.ts';
import { userApi } from '../../user-api.ts';

/** Whom a conversation is with, where no list names them. */
export interface UsedPartner {
  /** '' while it is unknown. */
  readonly name: Ref<string>;
  /** Nobody is there. */
  readonly isMissing: Ref<boolean>;
}

/** Finds out about somebody, or a group, that was opened by its number and that one has not talked to. */
export function usePartner(conversation: () => Conversation): UsedPartner {
  const { state } = useClient();
  const name = ref('');
  const isMissing = ref(false);
  // The system has one conversation with everybody, by no number.
  const isNew = useConversation(conversation, ({ kind, peerId, isKnown, lastSeq }) =>
    traitsOf(kind).isWritten ? !isKnown && lastSeq === 0 : peerId !== 0,
  );
  const isUnknown = computed(() => isNew.value === true && state.value === 'up_to_date');

  watch(isUnknown, (unknown) => (unknown ? void look() : (isMissing.value = false)), { immediate: true });
  return { name, isMissing };

  async function look(): Promise<void> {
    const { kind, peerId } = conversation();
    try {
      const { page } = traitsOf(kind);
      if (page === 'groups') isMissing.value = (await userApi.groups.show(peerId, { limit: 1 })).me === null;
      else if (page === null || peerId === 0) isMissing.value = true;
      else name.value = await nameOf(peerId);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // Without an answer it may well be there.
      isMissing.value = error.status === 404;
    }
  }
}

/** Throws ApiError 404 where nobody is. */
async function nameOf(id: number): Promise<string> {
  const { uuid } = await userApi.profile.setting(id);
  const { nickname, username } = await userApi.profile.show(uuid);
  return shownName(nickname || username);
}
