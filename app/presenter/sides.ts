import type { ChatType, WireMessage } from '../../protocol/index.ts';
import { groupAvatar, userAvatar } from '../avatar/shown.ts';
import type { CachedGroup, CachedUser } from '../cache.ts';
import type { Face } from '../messaging/content/speaker.ts';
import { displayName, nameInGroup, presentGroup } from './message.ts';

/** Who is named as sender and receiver: in a group the receiver is the group. */
export type Sides = Pick<
  WireMessage,
  'from_id' | 'from_name' | 'from_avatar' | 'sendUUid' | 'to_id' | 'to_name' | 'to_avatar' | 'group'
> & {
  readonly chatType: ChatType;
};

/** Somebody as a message names them. */
type Side = Pick<CachedUser, 'id' | 'uuid' | 'username' | 'nickname' | 'avatar'>;

const SYSTEM: Side = { id: 0, uuid: '', username: '', nickname: '', avatar: '' };

/** From one user to another; `face` is that of who speaks for the sender. */
export function between(sender: Side, target: Side, face?: Face): Sides {
  return {
    from_id: sender.id,
    from_name: face ? face.name : displayName(sender),
    from_avatar: face ? face.avatar : userAvatar(sender),
    sendUUid: sender.uuid,
    to_id: target.id,
    to_name: displayName(target),
    to_avatar: userAvatar(target),
    chatType: 'single',
  };
}

/** From the system to one user. */
export function fromSystem(target: Side): Sides {
  return between(SYSTEM, target);
}

/** From a member to a group, whose own name and picture of the member go first. */
export function inGroup(sender: CachedUser, group: CachedGroup): Sides {
  return {
    from_id: sender.id,
    from_name: nameInGroup(sender, group),
    from_avatar: group.members.get(sender.id)?.avatar || userAvatar(sender),
    sendUUid: sender.uuid,
    to_id: group.id,
    to_name: group.name,
    to_avatar: groupAvatar(group),
    chatType: 'group',
    group: presentGroup(group),
  };
}
