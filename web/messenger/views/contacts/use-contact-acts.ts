import { useToast } from '../../../ui/use-toast.ts';
import { client } from '../../client.ts';
import { wordsOf } from '../../composables/words.ts';
import { useContacts } from '../../stores/contacts.ts';
import { texts } from '../../texts.ts';
import { userApi } from '../../user-api.ts';

/** What one does about somebody; `load` fetches how one stands with them anew. All throw ApiError but those that say `Promise<void>` in a toast. */
export interface ContactActs {
  remark(words: string): Promise<void>;
  block(): Promise<void>;
  unblock(): Promise<void>;
  remove(): Promise<void>;
  star(value: 0 | 1): Promise<void>;
  follow(): Promise<void>;
  answer(application: number, status: 'agree' | 'refuse'): Promise<void>;
}

/** Acts about the user of this id. Lists and names follow. */
export function useContactActs(id: () => number, load: () => Promise<void>): ContactActs {
  const contacts = useContacts();
  const toasts = useToast();

  async function refresh(): Promise<void> {
    await Promise.all([load(), contacts.load(), contacts.loadRequests()]);
  }

  /** Says in a toast what failed. */
  async function say(work: Promise<void>, done?: string): Promise<void> {
    try {
      await work;
      if (done) toasts.toast({ text: done, kind: 'good' });
    } catch (error) {
      toasts.toast({ text: wordsOf(error), kind: 'bad' });
    }
    await refresh();
  }

  return {
    async remark(words) {
      await userApi.friends.remark(id(), words);
      await refresh();
      // The rows of the conversations carry the remark.
      await client.conversations().catch(() => {});
    },
    async block() {
      await userApi.friends.block(id(), 1);
      toasts.toast({ text: t('blocked'), action: { text: t('undo'), act: () => say(userApi.friends.block(id(), 0), t('unblocked')) } });
      await refresh();
    },
    unblock: () => say(userApi.friends.block(id(), 0), t('unblocked')),
    async remove() {
      await userApi.friends.remove(id());
      await hideConversation(id());
      toasts.toast({ text: t('removed') });
      await refresh();
    },
    star: (value) => say(userApi.friends.star(id(), value)),
    follow: () => say(userApi.friends.follow(id()), t('followed')),
    answer: (application, status) => say(userApi.friends.answer(application, status), status === 'agree' ? t('nowFriends') : undefined),
  };
}

function t(name: string): string {
  return texts.global.t(`contacts.${name}`);
}

/** The chat goes with the friendship; it stays where it cannot be hidden. */
async function hideConversation(id: number): Promise<void> {
  // What was not loaded yet is not in the list.
  await client.conversations().catch(() => {});
  const conversation = client.list.find(({ kind, peerId }) => kind === 'single' && peerId === id);
  if (conversation) await client.set(conversation, { hidden: true }).catch(() => {});
}
