import type { WireAccount, WireProfile, WireSetting, WireVisitor } from '../../protocol/index.ts';
import { openPart, readProfile } from '../account/profile.ts';
import type { UserRow, Role } from '../account/user.ts';
import type { CachedRelation } from '../cache.ts';
import { readChatset, writeChatset } from '../policy/chatset.ts';
import { presentPeer } from './message.ts';

/** Shows an account to its owner, without its secrets. */
export function presentAccount(user: UserRow, role: Role, token: string): WireAccount {
  const { chatset, userset, userinfo, ...open } = presentProfile(user, true);
  return {
    ...open,
    role,
    status: user.status,
    invite_confirm: user.invite_confirm,
    userset,
    chatset,
    userinfo,
    create_time: user.created_at,
    last_login: user.login_at,
    token,
  };
}

/** Shows a user; the personal part only where the reader may see it (G06). */
export function presentProfile(user: UserRow, isPersonal: boolean): WireProfile {
  const profile = readProfile(user.profile);
  const chatset = readChatset(user.chatset);
  return { ...presentPeer(user), chatset, userset: writeChatset(chatset), userinfo: isPersonal ? profile : openPart(profile) };
}

/** Shows a visitor to whom it wrote; `known` is what the site says of it, null where that is not the reader's. */
export function presentVisitor(user: UserRow, known: WireVisitor['known']): WireVisitor {
  return { ...presentPeer(user), create_time: user.created_at, known };
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
