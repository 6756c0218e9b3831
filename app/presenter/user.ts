import type { WireAccount, WireProfile, WireSetting } from '../../protocol/index.ts';
import { readProfile } from '../account/profile.ts';
import type { UserRow } from '../account/user.ts';
import type { CachedRelation, Role } from '../cache.ts';
import { readChatset, writeChatset } from '../policy/chatset.ts';
import { presentPeer } from './message.ts';

/** Shows an account to its owner, without its secrets. */
export function presentAccount(user: UserRow, role: Role, token: string): WireAccount {
  const { chatset, userinfo, ...open } = presentProfile(user);
  return {
    ...open,
    role,
    status: user.status,
    invite_confirm: user.invite_confirm,
    userset: writeChatset(chatset),
    chatset,
    userinfo,
    create_time: user.created_at,
    last_login: user.login_at,
    token,
  };
}

/** Shows a user to anybody. */
export function presentProfile(user: UserRow): WireProfile {
  return { ...presentPeer(user), chatset: readChatset(user.chatset), userinfo: readProfile(user.profile) };
}

/** Shows a user to one who may ask for friendship. */
export function presentSetting(user: UserRow, { isFriend, isBlocked }: CachedRelation): WireSetting {
  return {
    id: user.id,
    uuid: user.uuid,
    userset: writeChatset(readChatset(user.chatset)),
    invite_confirm: user.invite_confirm,
    isgoodfriend: isFriend,
    isgoodfriend_status: !(isFriend && isBlocked),
  };
}
