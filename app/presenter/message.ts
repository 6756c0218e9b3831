import { NOTICE_TYPE, type WireExtras, type WireGroup, type WireMessage, type WireUser } from '../../protocol/index.ts';
import { groupAvatar, userAvatar } from '../avatar/shown.ts';
import type { CachedGroup, CachedUser } from '../cache.ts';
import type { StoredMessage } from '../messaging/journal/draft.ts';
import { messageId } from '../messaging/journal/message-id.ts';
import { presentNotice } from './notice.ts';
import type { Sides } from './sides.ts';

/** A stored message → the message object of the contract (§5). */
export function presentMessage(message: StoredMessage, sides: Sides): WireMessage {
  if (message.type === NOTICE_TYPE) return presentNotice(message, sides);
  return {
    id: messageId(message),
    ...sides,
    type: message.type,
    data: message.data,
    options: parseOptions(message.options),
    create_time: message.createdAt,
    isremove: 0,
  };
}

/** A message with what units add to it; without a key more where they add nothing. */
export function withExtras(message: WireMessage, extras: WireExtras | undefined): WireMessage {
  return extras ? { ...message, extras } : message;
}

/** What others see of a user; never settings, device or password. */
export function presentPeer({ id, uuid, username, nickname, avatar, role }: WireUser): WireUser {
  return { id, uuid, username, nickname, avatar: userAvatar({ id, avatar }), role };
}

/** What messages say of a group. */
export function presentGroup({ id, name, avatar, remark, ownerId, inviteConfirm }: CachedGroup): WireGroup {
  return { id, name, avatar: groupAvatar({ id, avatar }), remark, user_id: ownerId, invite_confirm: inviteConfirm };
}

/** A user's own nickname, else the username. Remarks are their owner's and never go here (D33). */
export function displayName({ nickname, username }: Pick<CachedUser, 'nickname' | 'username'>): string {
  return nickname === '' ? username : nickname;
}

/** A user's name in a group: the one chosen for it, else the usual one. */
export function nameInGroup(user: CachedUser, { members }: CachedGroup): string {
  return members.get(user.id)?.nickname || displayName(user);
}

/** Stands for a user whose row is gone. */
export function goneUser(id: number): CachedUser {
  const rule = { sendCount: 0, needFollow: false } as const;
  return { id, uuid: '', username: '', nickname: '', avatar: '', role: 'user', status: 0, chatset: { visitor: rule, user: rule } };
}

/** The options of a stored message. */
export function parseOptions(options: string | null): object | null {
  if (options === null) return null;
  const parsed: unknown = JSON.parse(options);
  return typeof parsed === 'object' ? parsed : null;
}
