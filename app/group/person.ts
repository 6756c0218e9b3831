import type { CachedUser } from '../cache.ts';
import type { Person } from '../messaging/notice/facts.ts';
import { displayName } from '../presenter/message.ts';
import type { StoredMember } from './store.ts';

/** A user as a group's notices name them: by the name and picture chosen for the group, else the usual ones. Never by a remark (D33). */
export function personIn(user: Pick<CachedUser, 'id' | 'username' | 'nickname' | 'avatar'>, member?: StoredMember): Person {
  return { id: user.id, name: member?.nickname || displayName(user), avatar: member?.avatar || user.avatar };
}
