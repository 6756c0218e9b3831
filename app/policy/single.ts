import type { ChatRule } from '../../protocol/index.ts';
import type { CachedRelation, CachedUser } from '../cache.ts';
import type { Role } from '../account/user.ts';
import type { ErrorCode } from '../error.ts';

/** Quota of a direction in a single conversation: the free message is there, is spent, or the other side has opened up. */
export const QUOTA = { fresh: 0, spent: 1, open: 2 } as const;

/** All that decides whether one user may write to another. */
export interface SingleRequest {
  readonly senderId: number;
  /** The sender's account is open. */
  readonly isOpen: boolean;
  /** Role of the sender's session. */
  readonly role: Role;
  readonly target: CachedUser | null;
  readonly relation: CachedRelation;
  /** Quota of the sender's direction, one of QUOTA. */
  readonly quota: number;
}

/** Yes (perhaps at the cost of the one free message), or the reason of the table. */
export type Decision = { readonly allowed: true; readonly spends: boolean } | { readonly allowed: false; readonly code: ErrorCode };

const FREE: Decision = { allowed: true, spends: false };

/** Whether a message may go to another user; the order of the checks is part of the contract (§5). */
export function decideSingle({ senderId, isOpen, role, target, relation, quota }: SingleRequest): Decision {
  if (!isOpen) return refuse('user_disabled');
  if (target?.status !== 1) return refuse('recipient_unavailable');
  if (target.id === senderId) return refuse('message_self');
  if (relation.isBlocked) return refuse('blocked');
  if (relation.isFriend) return FREE;
  const rule = role === 'visitor' ? target.chatset.visitor : target.chatset.user;
  if (rule.needFollow && !relation.isFollowing) return refuse('follow_required');
  return decideByCount(rule, role, quota);
}

function decideByCount({ sendCount }: ChatRule, role: Role, quota: number): Decision {
  if (sendCount === 0) return refuse(role === 'visitor' ? 'login_required' : 'friendship_required');
  if (sendCount === 2 || quota === QUOTA.open) return FREE;
  // A spent quota is decided by the journal, under the conversation's lock: the cached one may be behind.
  return { allowed: true, spends: true };
}

function refuse(code: ErrorCode): Decision {
  return { allowed: false, code };
}
