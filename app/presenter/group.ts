import type { WireGroupInfo, WireJoinedGroup, WireListedGroup, WireMember, WireMembership } from '../../protocol/index.ts';
import type { ListedGroup, ListedMember, Membership } from '../group/list.ts';

/** Shows a group in the list of a member. */
export function presentListed(row: ListedGroup & Membership, userId: number): WireListedGroup {
  return { ...presentJoined(row), group_users: [presentMembership(row, userId)] };
}

/** Shows a group to whoever stands outside. */
export function presentOutside({ id, name, avatar, count, inviteConfirm }: ListedGroup): WireGroupInfo {
  return { id, name, avatar, count, invite_confirm: inviteConfirm, me: null, group_users: [] };
}

/** Shows a group to a member, with a page of its members. */
export function presentInside(row: ListedGroup & Membership, userId: number, members: readonly ListedMember[]): WireGroupInfo {
  const me = presentMembership(row, userId);
  return { ...presentJoined(row), me, group_users: members.map((member) => presentMember(row.id, member)) };
}

function presentJoined(row: ListedGroup): WireJoinedGroup {
  const { id, name, avatar, remark, ownerId, inviteConfirm, status, isMuted, roomKey, createdAt, count } = row;
  return {
    id,
    name,
    avatar,
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

function presentMembership({ id, role, myNickname, myAvatar, mutedUntil }: ListedGroup & Membership, userId: number): WireMembership {
  return { group_id: id, user_id: userId, nickname: myNickname, avatar: myAvatar, role: role ?? 0, muted_until: mutedUntil };
}

function presentMember(groupId: number, member: ListedMember): WireMember {
  const { userId, role, groupNickname, groupAvatar, mutedUntil, joinedAt, uuid, username, nickname, avatar, userRole } = member;
  return {
    group_id: groupId,
    user_id: userId,
    nickname: groupNickname,
    username,
    avatar: groupAvatar,
    role,
    muted_until: mutedUntil,
    create_time: joinedAt,
    user: { id: userId, uuid, username, nickname, avatar, role: userRole },
  };
}
