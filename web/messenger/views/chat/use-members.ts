import { ref, type Ref } from 'vue';
import { foldWords } from '../../../shared/fold.ts';
import { ApiError } from '../../../shared/index.ts';
import { userApi } from '../../user-api.ts';
import { useNames } from './names.ts';
import { spell } from './pinyin.ts';

/** Somebody to be called by name; id 0 is all. */
export interface Callable {
  readonly id: number;
  /** As the reader calls them. */
  readonly name: string;
  /** As the others know them: what goes into the message. */
  readonly called: string;
  readonly avatar: string;
  /** What a search looks at: names, and Chinese ones spelled. */
  readonly words: string;
}

const PAGE = 100;
const MOST = 500;

/** The members of a group but oneself, fetched when first asked for. */
export function useMembers(groupId: number, me: () => number): { readonly members: Ref<readonly Callable[]>; load(): Promise<void> } {
  const members = ref<readonly Callable[]>([]);
  const { person } = useNames();
  let isAsked = false;
  return { members, load };

  async function load(): Promise<void> {
    if (isAsked) return;
    isAsked = true;
    try {
      for (let page = 1; (page - 1) * PAGE < MOST; page++) {
        const { group_users: users } = await userApi.groups.show(groupId, { page, limit: PAGE });
        const others = users.filter(({ user_id }) => user_id !== me());
        const found = await Promise.all(
          others.map(async ({ user_id: id, nickname, avatar, user }) => {
            const called = nickname || user.nickname || user.username;
            const name = person(id, called);
            const words = foldWords([name, called, user.nickname, user.username, await spell(name), await spell(called)].join(' '));
            return { id, name, called, avatar: avatar || user.avatar, words };
          }),
        );
        members.value = [...members.value, ...found];
        if (users.length < PAGE) return;
      }
    } catch (error) {
      isAsked = false;
      if (!(error instanceof ApiError)) throw error;
    }
  }
}
