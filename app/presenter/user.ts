import { readProfile, type Profile } from '../account/profile.ts';
import type { UserRow } from '../account/user.ts';
import type { CachedRelation, Role } from '../cache.ts';
import { readChatset, writeChatset, type Chatset } from '../policy/chatset.ts';

/** The answer to a login: one's own account, and the token for everything else. */
export interface WireAccount {
  readonly id: number;
  readonly uuid: string;
  readonly username: string;
  readonly nickname: string;
  readonly avatar: string;
  readonly role: Role;
  readonly status: number;
  readonly invite_confirm: number;
  /** JSON text, the form in which `userset` takes it. */
  readonly userset: string;
  readonly chatset: Chatset;
  readonly userinfo: Profile;
  /** Milliseconds since 1970, as is `last_login`. */
  readonly create_time: number;
  readonly last_login: number | null;
  readonly token: string;
}

/** What anybody may see of a user. */
export interface WireProfile {
  readonly id: number;
  readonly uuid: string;
  readonly username: string;
  readonly nickname: string;
  readonly avatar: string;
  readonly role: Role;
  /** Who may write to this user; a sender must know it (D12). */
  readonly chatset: Chatset;
  readonly userinfo: Profile;
}

/** What one needs to know before asking a user to be friends. */
export interface WireSetting {
  readonly id: number;
  readonly uuid: string;
  readonly userset: string;
  readonly invite_confirm: number;
  /** Whether the user has the asker in the friend list. */
  readonly isgoodfriend: boolean;
  /** False when that friendship is not in order: the user has blacklisted the asker. */
  readonly isgoodfriend_status: boolean;
}

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
  const { id, uuid, username, nickname, avatar, role } = user;
  return { id, uuid, username, nickname, avatar, role, chatset: readChatset(user.chatset), userinfo: readProfile(user.profile) };
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
