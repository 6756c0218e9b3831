import { GROUP_STATUS } from '../cache.ts';
import type { ErrorCode } from '../error.ts';

/** Who may join a group (`invite_confirm`): anyone, whom the owner lets in, anyone but visitors. */
export const JOIN_MODE = { free: 0, approval: 1, login: 2 } as const;

/** Whoever brings somebody else into a group: always the caller (D36). */
export interface Inviter {
  readonly isVisitor: boolean;
  readonly isMember: boolean;
  readonly isOwner: boolean;
  /** The inviter has the joiner in the friend list, and is not on the joiner's blacklist. */
  readonly isFriend: boolean;
}

/** Who wants to come in. */
export interface Joiner {
  readonly isEnabled: boolean;
  readonly isVisitor: boolean;
  readonly isMember: boolean;
  /** Was removed, and not let back. */
  readonly isBanned?: boolean;
}

/** All that decides whether somebody comes into a group. */
export interface JoinRequest {
  /** Undefined: there is none. */
  readonly group: { readonly status: number; readonly inviteConfirm: number; readonly roomKey: string | null } | undefined;
  readonly joiner: Joiner;
  /** Null: the joiner comes alone. */
  readonly inviter: Inviter | null;
  /** The joiner has a code to the group. */
  readonly hasTicket: boolean;
  /** Why the code that was scanned opens nothing; undefined for a good one and for none. A good one opens no more than its group's mode. */
  readonly ticketRefusal: ErrorCode | undefined;
}

/** Comes in, asks to come in, or the reason of the table. */
export type JoinDecision = { readonly way: 'join' | 'apply' } | { readonly way: 'refuse'; readonly code: ErrorCode };

/** Whether somebody may join; the order of the checks is what people are told. */
export function decideJoin({ group, joiner, inviter, hasTicket, ticketRefusal }: JoinRequest): JoinDecision {
  if (group?.status !== GROUP_STATUS.open) return { way: 'refuse', code: 'group_join_closed' };
  const code = refuseOutsider(inviter) ?? refuseJoiner(joiner, inviter) ?? ticketRefusal;
  if (code !== undefined) return { way: 'refuse', code };
  // Whoever only counted to its number asks, however open the group is to those who were shown the way.
  const isLed = group.roomKey !== null || hasTicket || inviter !== null;
  return decideByMode(isLed ? group.inviteConfirm : closer(group.inviteConfirm, joiner), joiner, inviter);
}

/** Before anything else: whoever is outside learns nothing of other people's groups (D10). */
function refuseOutsider(inviter: Inviter | null): ErrorCode | undefined {
  if (inviter === null) return undefined;
  if (inviter.isVisitor) return 'visitor_refused';
  return inviter.isMember ? undefined : 'group_invite_forbidden';
}

function refuseJoiner({ isEnabled, isMember, isBanned = false }: Joiner, inviter: Inviter | null): ErrorCode | undefined {
  if (!isEnabled) return 'group_joiner_unavailable';
  if (isMember) return 'group_member_exists';
  if (inviter?.isFriend === false) return 'group_invite_forbidden';
  if (!isBanned) return undefined;
  return inviter ? 'group_applicant_banned' : 'group_banned';
}

function closer(mode: number, { isVisitor }: Joiner): number {
  return mode === JOIN_MODE.login && isVisitor ? mode : JOIN_MODE.approval;
}

function decideByMode(mode: number, { isVisitor }: Joiner, inviter: Inviter | null): JoinDecision {
  if (mode === JOIN_MODE.login && isVisitor) return { way: 'refuse', code: 'group_join_login' };
  return { way: mode === JOIN_MODE.approval && inviter?.isOwner !== true ? 'apply' : 'join' };
}
