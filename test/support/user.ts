import type { CachedUser } from '../../app/cache.ts';
import { DEFAULT_CHATSET } from '../../app/policy/chatset.ts';

/** A user as the caches hold one, for tests without a store. */
export function user(id: number, over: Partial<CachedUser> = {}): CachedUser {
  return {
    id,
    uuid: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
    username: `user_${id}`,
    nickname: '',
    avatar: '',
    role: 'user',
    status: 1,
    chatset: DEFAULT_CHATSET,
    ...over,
  };
}
