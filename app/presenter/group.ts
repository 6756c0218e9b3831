import type { WireGroup, WireUser } from '../../protocol/index.ts';
import type { ListedGroup, ListedMember, Membership } from '../group/list.ts';

/** What anybody may see of a group; its members see the rest (D10, D42). */
export interface WireGroupFace {
  readonly id: number;
  readonly name: string;
  readonly avatar: string;
  /** Members. */
  readonly count: number;
  /** Who may join: 0 anyone, 1 whom the owner lets in, 2 visitors after signing in only. */
  readonly invite_confirm: number;
}

/** One's own place in a group. */
export interface WireMembership {
  readonly group_id: number;
  readonly user_id: number;
  /** Name and picture in this group; '' where one's own are used. */
  readonly nickname: string;
  readonly avatar: string;
  /** 0 member, 1 admin, 2 owner. */
  readonly role: number;
  /** ms; the member may not write before. */
  readonly muted_until: number;
}

/** A group as its members see it. */
export interface WireJoinedGroup extends WireGroup, WireGroupFace {
  readonly status: number;
  /** 1: only the owner and admins may write. */
  readonly is_muted: number;
  /** Anyone may find it by its name. */
  readonly is_room: boolean;
  /** Milliseconds since 1970. */
  readonly create_time: number;
}

/** A group of one's list; the only member it names is the caller. */
export interface WireListedGroup extends WireJoinedGroup {
  readonly group_users: readonly [WireMembership];
}

/** A member as the other members see it. */
export interface WireMember extends WireMembership {
  readonly username: string;
  /** Milliseconds since 1970; when the member came. */
  readonly create_time: number;
  readonly user: WireUser;
}

/** A group's page: for members with a page of members, for others the face and no list. */
export type WireGroupInfo =
  | (WireJoinedGroup & { readonly me: WireMembership; readonly group_users: readonly WireMember[] })
  | (WireGroupFace & { readonly me: null; readonly group_users: readonly [] });

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
