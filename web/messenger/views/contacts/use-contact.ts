import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { WireVisitor } from '../../../../protocol/index.ts';
import { ApiError, type Friend, type FriendApplication, type Profile } from '../../../shared/index.ts';
import { shownName } from '../../composables/shown-name.ts';
import { useClient } from '../../composables/use-client.ts';
import { useUnits } from '../../composables/use-units.ts';
import { wordsOf } from '../../composables/words.ts';
import { userApi } from '../../user-api.ts';

/** Somebody, and how one stands with them. */
export interface Contact {
  readonly user: Profile;
  /** One's own row; null for who is no friend. */
  readonly friend: Friend | null;
  /** What they ask of me, while it waits for an answer. */
  readonly application: FriendApplication | null;
  readonly isBlocked: boolean;
  /** False: friends at once, nobody is asked. */
  readonly isConfirmed: boolean;
  /** What is known of a visitor; null for users. */
  readonly visitor: WireVisitor | null;
}

/** A contact by user id as a view sees it. */
export interface UsedContact {
  /** Null while it is fetched, and where there is none. */
  readonly contact: ShallowRef<Contact | null>;
  readonly isMissing: ShallowRef<boolean>;
  readonly error: ShallowRef<string>;
  /** Who is signed in may be known only after the contact. */
  readonly isMe: ComputedRef<boolean>;
  /** The remark, else the nickname, else the username. */
  readonly name: ComputedRef<string>;
  /** Fetches anew; what is shown stays meanwhile. */
  load(): Promise<void>;
}

/** Follows the user of this id. */
export function useContact(id: () => number): UsedContact {
  const contact = shallowRef<Contact | null>(null);
  const isMissing = shallowRef(false);
  const error = shallowRef('');
  const { user: me } = useClient();
  const isMe = computed(() => me.value?.id === id());
  const name = computed(() => (contact.value ? nameOf(contact.value) : ''));

  async function load(): Promise<void> {
    const asked = id();
    error.value = '';
    try {
      const found = await find(asked);
      if (asked !== id()) return;
      contact.value = found;
      isMissing.value = found === null;
    } catch (cause) {
      if (asked === id()) error.value = wordsOf(cause);
    }
  }

  watch(
    id,
    () => {
      contact.value = null;
      isMissing.value = false;
      void load();
    },
    { immediate: true },
  );
  return { contact, isMissing, error, isMe, name, load };
}

function nameOf({ friend, user }: Contact): string {
  return friend?.nickname || shownName(user.nickname || user.username);
}

async function find(id: number): Promise<Contact | null> {
  const plain = { friend: null, application: null, isBlocked: false, isConfirmed: true, visitor: null };
  const hasFriends = useUnits().isOn('friend');
  const known = hasFriends && (await unless('friend_not_found', userApi.friends.show(id)));
  if (known) {
    const { friendinfo: user, ...friend } = known;
    return { ...plain, user, friend, isBlocked: friend.isblack === 1 };
  }
  const setting = await unless('setting_target_missing', userApi.profile.setting(id));
  if (!setting) return findVisitor(id);
  const [user, application, isBlocked] = await Promise.all([
    userApi.profile.show(setting.uuid),
    hasFriends ? unless('application_not_found', userApi.friends.application(setting.uuid)) : null,
    isOnBlacklist(id),
  ]);
  return { ...plain, user, application, isBlocked, isConfirmed: setting.invite_confirm !== 0 };
}

/** A visitor has no account: no friend, and nobody to ask. */
async function findVisitor(id: number): Promise<Contact | null> {
  const visitor = await unless('user_not_found', userApi.profile.visitor(id));
  if (!visitor) return null;
  const [user, isBlocked] = await Promise.all([userApi.profile.show(visitor.uuid), isOnBlacklist(id)]);
  return { user, isBlocked, visitor, friend: null, application: null, isConfirmed: true };
}

/** The first hundred: of who was blocked before those one is told when one tries. */
async function isOnBlacklist(id: number): Promise<boolean> {
  const { rows } = await userApi.friends.blacklist({ limit: 100 });
  return rows.some((person) => person.id === id);
}

/** Null where the server says that there is none. */
async function unless<Data>(code: string, answer: Promise<Data>): Promise<Data | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && error.code === code) return null;
    throw error;
  }
}
