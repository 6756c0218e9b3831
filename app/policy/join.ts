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

/** All that decides whether somebody comes into a group. */
export interface JoinRequest {
  /** Undefined: there is none. */
  readonly group: { readonly status: number; readonly inviteConfirm: number } | undefined;
  readonly joiner: { readonly isEnabled: boolean; readonly isVisitor: boolean; readonly isMember: boolean };
  /** Null: the joiner comes alone. */
  readonly inviter: Inviter | null;
  /** Why the code that was scanned opens nothing; undefined for a good one and for none. A good one opens no more than its group's mode. */
  readonly ticketRefusal: ErrorCode | undefined;
}

/** Comes in, asks to come in, or the reason of the table. */
export type JoinDecision = { readonly way: 'join' | 'apply' } | { readonly way: 'refuse'; readonly code: ErrorCode };

/** Whether somebody may join; the order of the checks is what people are told. */
export function decideJoin({ group, joiner, inviter, ticketRefusal }: JoinRequest): JoinDecision {
  if (group?.status !== GROUP_STATUS.open) return { way: 'refuse', code: 'group_join_closed' };
  const code = refuseOutsider(inviter) ?? refuseJoiner(joiner, inviter) ?? ticketRefusal;
  if (code !== undefined) return { way: 'refuse', code };
  return decideByMode(group.inviteConfirm, joiner, inviter);
}

/** Before anything else: whoever is outside learns nothing of other people's groups (D10). */
function refuseOutsider(inviter: Inviter | null): ErrorCode | undefined {
  if (inviter === null) return undefined;
  if (inviter.isVisitor) return 'visitor_refused';
  return inviter.isMember ? undefined : 'group_invite_forbidden';
}

function refuseJoiner({ isEnabled, isMember }: JoinRequest['joiner'], inviter: Inviter | null): ErrorCode | undefined {
  if (!isEnabled) return 'group_joiner_unavailable';
  if (isMember) return 'group_member_exists';
  return inviter?.isFriend === false ? 'group_invite_forbidden' : undefined;
}

function decideByMode(mode: number, { isVisitor }: JoinRequest['joiner'], inviter: Inviter | null): JoinDecision {
  if (mode === JOIN_MODE.login && isVisitor) return { way: 'refuse', code: 'group_join_login' };
  return { way: mode === JOIN_MODE.approval && inviter?.isOwner !== true ? 'apply' : 'join' };
}
