import type { WireGroup, WireUser } from './message.ts';

/** What anybody may see of a group; its members see the rest (D10, D42). */
export interface WireGroupFace extends Pick<WireGroup, 'id' | 'name' | 'avatar' | 'invite_confirm'> {
  /** Members. */
  readonly count: number;
}

/** Somebody who was removed from a group and may not come back. */
export interface WireBan {
  readonly user_id: number;
  readonly uuid: string;
  readonly username: string;
  readonly nickname: string;
  readonly avatar: string;
  /** ms; since when. */
  readonly create_time: number;
}

/** A place in a group. */
export interface WireMembership {
  readonly group_id: number;
  readonly user_id: number;
  /** Name in this group; '' where the user's own is used. */
  readonly nickname: string;
  /** Picture in this group, else the user's. */
  readonly avatar: string;
  /** 0 member, 1 admin, 2 owner. */
  readonly role: number;
  /** ms; the member may not write before. */
  readonly muted_until: number;
}

/** A group as its members see it. */
export interface WireJoinedGroup extends WireGroup, WireGroupFace {
  /** 1 open. */
  readonly status: number;
  /** 1: only the owner and admins may write. */
  readonly is_muted: number;
  /** Anyone may find it by its name. */
  readonly is_room: boolean;
  /** Milliseconds since 1970. */
  readonly create_time: number;
}

/** A group of one's list; the only member it names is the reader. */
export interface WireListedGroup extends Omit<WireJoinedGroup, 'create_time'> {
  /** `2026-11-20 09:05:07` by the server's clock, as the published client prints it. */
  readonly create_time: string;
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
