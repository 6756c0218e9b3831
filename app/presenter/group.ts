import type { WireBan, WireGroupInfo, WireJoinedGroup, WireListedGroup, WireMember, WireMembership } from '../../protocol/index.ts';
import { groupAvatar, userAvatar } from '../avatar/shown.ts';
import type { CachedUser } from '../cache.ts';
import type { BannedRow } from '../group/mark.ts';
import type { ListedGroup, ListedMember, OwnPlace } from '../group/list.ts';
import { clock } from './clock.ts';

/** Whose place in a group is shown. */
type Member = Pick<CachedUser, 'id' | 'avatar'>;

/** Shows a group in the list of a member. */
export function presentListed(row: ListedGroup & OwnPlace, user: Member): WireListedGroup {
  return { ...presentJoined(row), create_time: clock(row.createdAt), group_users: [presentMembership(row, user)] };
}

/** Shows a group to whoever stands outside. */
export function presentOutside(group: ListedGroup): WireGroupInfo {
  const { id, name, count, inviteConfirm } = group;
  return { id, name, avatar: groupAvatar(group), count, invite_confirm: inviteConfirm, me: null, group_users: [] };
}

/** Shows a group to a member, with a page of its members. */
export function presentInside(row: ListedGroup & OwnPlace, user: Member, members: readonly ListedMember[]): WireGroupInfo {
  const me = presentMembership(row, user);
  return { ...presentJoined(row), me, group_users: members.map((member) => presentMember(row.id, member)) };
}

/** Shows somebody who was removed from a group and may not come back. */
export function presentBanned({ userId, uuid, username, nickname, avatar, bannedAt }: BannedRow): WireBan {
  return { user_id: userId, uuid, username, nickname, avatar: userAvatar({ id: userId, avatar }), create_time: bannedAt };
}

function presentJoined(row: ListedGroup): WireJoinedGroup {
  const { id, name, remark, ownerId, inviteConfirm, status, isMuted, roomKey, createdAt, count } = row;
  return {
    id,
    name,
    avatar: groupAvatar(row),
    remark,
    user_id: ownerId,
    invite_confirm: inviteConfirm,
    status,
    is_muted: isMuted,
    is_room: roomKey !== null,
    create_time: createdAt,
    count,
  };
}

function presentMembership({ id, role, myNickname, myAvatar, mutedUntil }: ListedGroup & OwnPlace, user: Member): WireMembership {
  const avatar = myAvatar || userAvatar(user);
  return { group_id: id, user_id: user.id, nickname: myNickname, avatar, role: role ?? 0, muted_until: mutedUntil };
}

function presentMember(groupId: number, member: ListedMember): WireMember {
  const { userId, role, groupNickname, mutedUntil, joinedAt, uuid, username, nickname, userRole } = member;
  const avatar = userAvatar({ id: userId, avatar: member.avatar });
  return {
    group_id: groupId,
    user_id: userId,
    nickname: groupNickname,
    username,
    avatar: member.groupAvatar || avatar,
    role,
    muted_until: mutedUntil,
    create_time: joinedAt,
    user: { id: userId, uuid, username, nickname, avatar, role: userRole },
  };
}
