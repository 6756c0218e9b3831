import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import type { Conversation, SettingChanges } from '../../../shared/index.ts';
import type { MenuItem } from '../../../ui/menu.ts';
import { useToast } from '../../../ui/use-toast.ts';
import { client } from '../../client.ts';
import { useLinks } from '../../brought.ts';
import { useConversation } from '../../composables/use-client.ts';

/** What one can set for a conversation, the same in the list and in its head. */
export function useConversationMenu(conversation: () => Conversation): ComputedRef<readonly MenuItem[]> {
  const { t } = useI18n();
  const toasts = useToast();
  const route = useRoute();
  const router = useRouter();
  const links = useLinks('conversation');
  const facts = useConversation(conversation, ({ settings, unread }) => ({ ...settings, isUnread: unread > 0 || settings.marked }));

  return computed(() => {
    const { pinned = false, quiet = false, isUnread = false } = facts.value ?? {};
    return [
      { key: 'pin', text: t(pinned ? 'chat.unpin' : 'chat.pin'), icon: 'pin', act: () => set({ pinned: !pinned }) },
      { key: 'mute', text: t(quiet ? 'chat.unmute' : 'chat.mute'), icon: quiet ? 'bell' : 'bellOff', act: () => set({ quiet: !quiet }) },
      isUnread
        ? { key: 'read', text: t('chat.markRead'), icon: 'check', act: () => client.markRead(conversation()) }
        : { key: 'unread', text: t('chat.markUnread'), icon: 'chat', act: () => leaveAfter({ unread: true }) },
      ...links.value.map(({ to, icon, text }) => ({ key: text, text: t(text), icon, act: () => router.push(to(conversation())) })),
      { key: 'hide', text: t('chat.hide'), icon: 'close', isDanger: true, act: () => leaveAfter({ hidden: true }) },
    ];
  });

  async function set(changes: SettingChanges): Promise<void> {
    try {
      await client.set(conversation(), changes);
    } catch (error) {
      toasts.toast({ text: (error instanceof Error && error.message) || t('common.failed'), kind: 'bad' });
    }
  }

  /** What one looks at is neither unread nor hidden. */
  async function leaveAfter(changes: SettingChanges): Promise<void> {
    const { kind, peerId } = conversation();
    const isShown = route.params['chatType'] === kind && Number(route.params['peerId']) === peerId;
    if (isShown) await router.push({ name: 'conversations' });
    await set(changes);
  }
}
