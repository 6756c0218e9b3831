import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { traitsOf, type Conversation } from '../../../shared/index.ts';
import { serverNow, useConversation } from '../../composables/use-client.ts';
import { useMute } from '../../composables/use-mute.ts';
import { fullTime } from '../../../chat/moment.ts';

/** Farther away than this, in ms, a mute is for good. */
const FOR_EVER = 10 * 365 * 86_400_000;

/** Why one cannot write in a conversation, in words; '' when one can. */
export function useWriting(conversation: () => Conversation): ComputedRef<string> {
  const { t, locale } = useI18n();
  const mute = useMute(conversation);
  const facts = useConversation(conversation, ({ kind, group, isGone }) => ({ kind, group, isGone }));
  return computed(() => {
    if (!facts.value) return '';
    const { kind, group, isGone } = facts.value;
    const { isWritten, isMany } = traitsOf(kind);
    if (!isWritten) return t('chat.systemOnly');
    if (!isMany) return '';
    if (group?.status === 2) return t('chat.dissolved');
    if (isGone) return t('chat.gone');
    if (mute.value?.kind !== 'self') return mute.value ? t('chat.mutedAll') : '';
    const { until } = mute.value;
    return until - serverNow() > FOR_EVER ? t('chat.mutedForever') : t('chat.mutedUntil', { time: fullTime(until, locale.value) });
  });
}
