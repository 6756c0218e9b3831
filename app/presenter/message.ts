import type { ChatType, WireMessage, WireUser } from '../../protocol/index.ts';
import type { CachedUser } from '../cache.ts';
import type { StoredMessage } from '../journal/draft.ts';
import { messageId } from '../journal/message-id.ts';

/** Who wrote a message and to whom, as its receivers see them. */
export interface Parties {
  readonly sender: CachedUser;
  readonly target: CachedUser;
  readonly chatType: ChatType;
}

/** A stored message → the message object of the contract (§5). */
export function presentMessage(message: StoredMessage, { sender, target, chatType }: Parties): WireMessage {
  return {
    id: messageId(message),
    from_id: sender.id,
    from_name: displayName(sender),
    from_avatar: sender.avatar,
    to_id: target.id,
    to_name: displayName(target),
    to_avatar: target.avatar,
    chatType,
    type: message.type,
    data: message.data,
    options: parseOptions(message.options),
    create_time: message.createdAt,
    isremove: 0,
  };
}

/** What others see of a user; never settings, device or password. */
export function presentPeer({ id, uuid, username, nickname, avatar, role }: CachedUser): WireUser {
  return { id, uuid, username, nickname, avatar, role };
}

/** A user's own nickname, else the username. Remarks are their owner's and never go here (D33). */
export function displayName({ nickname, username }: Pick<CachedUser, 'nickname' | 'username'>): string {
  return nickname === '' ? username : nickname;
}

/** Stands for a user whose row is gone. */
export function goneUser(id: number): CachedUser {
  const rule = { sendCount: 0, needFollow: false } as const;
  return { id, uuid: '', username: '', nickname: '', avatar: '', role: 'user', status: 0, chatset: { visitor: rule, user: rule } };
}

function parseOptions(options: string | null): object | null {
  if (options === null) return null;
  const parsed: unknown = JSON.parse(options);
  return typeof parsed === 'object' ? parsed : null;
}
