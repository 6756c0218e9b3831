import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Notice } from '../../../shared/index.ts';
import { useUnits } from '../../composables/use-units.ts';
import { useContacts } from '../../stores/contacts.ts';
import { useGroups } from '../../stores/groups.ts';

/** What a notice asks: where one answers, and what was answered; '' while nothing was. */
export interface AskedByNotice {
  readonly to: string;
  readonly answer: string;
}

const ANSWERS: Readonly<Record<string, string>> = { agree: 'chat.requestAccepted', refuse: 'chat.requestRefused' };

/** Follows what became of a request that a notice tells of; null for other notices. */
export function useRequest(notice: () => Notice | null): ComputedRef<AskedByNotice | null> {
  const { t } = useI18n();
  const contacts = useContacts();
  const groups = useGroups();
  const { isOn } = useUnits();
  return computed(() => {
    const told = notice();
    if (told?.kind === 'friend_applied' && isOn('friend'))
      return asked(
        '/contacts/requests',
        contacts.requests?.find(({ id }) => id === told.application),
      );
    return told?.kind === 'group_applied' ? asked('/groups/requests', groups.applications.get(told.application)) : null;
  });

  /** One that is not known here, since there are many, may still wait. */
  function asked(to: string, application: { readonly status: string } | undefined): AskedByNotice {
    const status = application?.status ?? 'pending';
    return { to, answer: status === 'pending' ? '' : t(ANSWERS[status] ?? 'chat.requestAnswered') };
  }
}
