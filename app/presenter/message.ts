import { NOTICE_TYPE, type WireGroup, type WireMessage, type WireUser } from '../../protocol/index.ts';
import { groupAvatar, userAvatar } from '../avatar/shown.ts';
import type { CachedGroup, CachedUser } from '../cache.ts';
import type { Face } from '../content/speaker.ts';
import type { StoredMessage } from '../journal/draft.ts';
import { messageId } from '../journal/message-id.ts';
import { presentNotice } from './notice.ts';
import type { Sides } from './sides.ts';

/** Where a message stands, and who is named as its two sides. */
export type View =
  /** `face`: of who speaks for the sender. */
  | { readonly kind: 'single'; readonly sender: CachedUser; readonly target: CachedUser; readonly face?: Face | undefined }
  | { readonly kind: 'group'; readonly sender: CachedUser; readonly group: CachedGroup }
  /** The system's conversation with one user. */
  | { readonly kind: 'system'; readonly target: CachedUser };

type Named = Pick<CachedUser, 'id' | 'uuid' | 'username' | 'nickname' | 'avatar'>;

const SYSTEM: Named = { id: 0, uuid: '', username: '', nickname: '', avatar: '' };

/** A stored message → the message object of the contract (§5). */
export function presentMessage(message: StoredMessage, view: View): WireMessage {
  if (message.type === NOTICE_TYPE) return presentNotice(message, sidesOf(view));
  return {
    id: messageId(message),
    ...sidesOf(view),
    type: message.type,
    data: message.data,
    options: parseOptions(message.options),
    create_time: message.createdAt,
    isremove: 0,
  };
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

function sidesOf(view: View): Sides {
  if (view.kind === 'system') return between(SYSTEM, view.target);
  if (view.kind === 'single') return faced(between(view.sender, view.target), view.face);
  const { sender, group } = view;
  const { id, name } = group;
  return {
    from_id: sender.id,
    from_name: nameInGroup(sender, group),
    from_avatar: group.members.get(sender.id)?.avatar || userAvatar(sender),
    sendUUid: sender.uuid,
    to_id: id,
    to_name: name,
    to_avatar: groupAvatar(group),
    chatType: 'group',
    group: presentGroup(group),
  };
}

function faced(sides: Sides, face: Face | undefined): Sides {
  return face ? { ...sides, from_name: face.name, from_avatar: face.avatar } : sides;
}

function between(sender: Named, target: Named): Sides {
  return {
    from_id: sender.id,
    from_name: displayName(sender),
    from_avatar: userAvatar(sender),
    sendUUid: sender.uuid,
    to_id: target.id,
    to_name: displayName(target),
    to_avatar: userAvatar(target),
    chatType: 'single',
  };
}

/** The options of a stored message. */
export function parseOptions(options: string | null): object | null {
  if (options === null) return null;
  const parsed: unknown = JSON.parse(options);
  return typeof parsed === 'object' ? parsed : null;
}
