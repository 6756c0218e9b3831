import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { Chatset, Profile, UserSetting } from '../../shared/index.ts';
import { client } from '../client.ts';
import { wordsOf } from '../composables/words.ts';
import { keptToken } from '../token.ts';
import { userApi } from '../user-api.ts';

/** One's own account: what others see of it, and who may do what. Fields are null until `load`; the setters throw ApiError. */
export const useAccount = defineStore('account', () => {
  const profile = shallowRef<Profile | null>(null);
  const setting = shallowRef<UserSetting | null>(null);
  const error = ref('');
  const name = computed(() => profile.value?.nickname || profile.value?.username || '');

  watch(keptToken, () => (profile.value = setting.value = null));
  // Whoever is signed in is known a moment after the page.
  client.on('user', () => void load());

  async function load(): Promise<void> {
    const { user } = client;
    if (!user) return;
    try {
      const loaded = await Promise.all([userApi.profile.show(user.uuid), userApi.profile.setting(user.id)]);
      if (client.user?.id === user.id) [profile.value, setting.value] = loaded;
      error.value = '';
    } catch (cause) {
      error.value = wordsOf(cause);
    }
  }

  /** Sets one field of the account or its profile. */
  async function set(field: string, value: string | number): Promise<void> {
    try {
      await userApi.profile.update(field, value);
    } finally {
      await load();
    }
  }

  async function setChatset(chatset: Chatset): Promise<void> {
    try {
      await userApi.profile.setChatset(chatset);
      if (profile.value) profile.value = { ...profile.value, chatset };
    } finally {
      await load();
    }
  }

  return { profile, setting, error, name, load, set, setChatset };
});
