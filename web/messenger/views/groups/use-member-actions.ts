import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import type { GroupMember, Membership } from '../../../shared/index.ts';
import { serverNow } from '../../composables/use-client.ts';
import type { MenuItem } from '../../../ui/menu.ts';
import { useToast } from '../../../ui/use-toast.ts';
import { wordsOf } from '../../composables/words.ts';
import { userApi } from '../../user-api.ts';
import { rightsOver, ROLE } from './rights.ts';

interface MemberContext {
  readonly member: () => GroupMember;
  readonly me: () => Membership;
  readonly name: () => string;
  /** Opens the dialog of what is not done at once. */
  readonly ask: (what: 'mute' | 'transfer' | 'remove') => void;
  readonly changed: () => void;
}

/** The menu of one member, with what the reader's role allows. `done` waits for an act, says that it is done, and has the group fetched anew. */
export function useMemberActions({ member, me, name, ask, changed }: MemberContext): {
  readonly items: ComputedRef<readonly MenuItem[]>;
  done(act: Promise<void>, text: string): Promise<void>;
} {
  const { t } = useI18n();
  const router = useRouter();
  const toasts = useToast();
  const key = (): { group_id: number; user_id: number } => ({ group_id: me().group_id, user_id: member().user_id });

  const items = computed<readonly MenuItem[]>(() => {
    const { role, muted_until: until, user, user_id: userId } = member();
    const isVisitor = user.role === 'visitor';
    const may = rightsOver(me().role, { role, isVisitor });
    const isAdmin = role === ROLE.admin;
    const all: readonly (MenuItem & { readonly isOffered: boolean })[] = [
      { ...item('profile', 'contacts'), isOffered: !isVisitor, act: () => router.push({ name: 'contact', params: { userId } }) },
      { ...item(isAdmin ? 'endAdmin' : 'makeAdmin', 'star'), isOffered: may.appoint, act: () => appoint(isAdmin ? 0 : 1) },
      { ...item('transfer', 'share'), isOffered: may.transfer, act: () => ask('transfer') },
      { ...item('unmute', 'mic'), isOffered: may.mute && until > serverNow(), act: () => at(userApi.groups.mute(key(), 0), 'unmuted') },
      { ...item('mute', 'clock'), isOffered: may.mute, act: () => ask('mute') },
      { ...item('remove', 'trash'), isOffered: may.remove, isDanger: true, act: () => ask('remove') },
    ];
    return all.filter(({ isOffered }) => isOffered);
  });
  return { items, done };

  function item<Icon>(name: string, icon: Icon): { readonly key: string; readonly text: string; readonly icon: Icon } {
    return { key: name, text: t(`group.${name}`), icon };
  }

  function appoint(value: 0 | 1): Promise<void> {
    return at(userApi.groups.setAdmin(key(), value), value === 1 ? 'adminMade' : 'adminEnded');
  }

  /** Of a menu: a failure is a toast. */
  async function at(act: Promise<void>, words: string): Promise<void> {
    try {
      await done(act, t(`group.${words}`, { name: name() }));
    } catch (cause) {
      toasts.toast({ text: wordsOf(cause), kind: 'bad' });
      changed();
    }
  }

  async function done(act: Promise<void>, text: string): Promise<void> {
    await act;
    toasts.toast({ text, kind: 'good' });
    changed();
  }
}
