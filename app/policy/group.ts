import { GROUP_ROLE, GROUP_STATUS, type CachedGroup } from '../cache.ts';
import type { Decision } from './single.ts';

/** Whether a message may go to a group; the order of the checks is part of the contract (§5). Whoever is muted still receives. */
export function decideGroup(senderId: number, group: CachedGroup | null, now: number): Decision {
  if (group?.status !== GROUP_STATUS.open) return { allowed: false, code: 'group_send_closed' };
  const member = group.members.get(senderId);
  if (!member) return { allowed: false, code: 'group_send_outside' };
  const isSilenced = group.isMuted && member.role === GROUP_ROLE.member;
  if (isSilenced || member.mutedUntil > now) return { allowed: false, code: 'group_muted' };
  return { allowed: true, spends: false };
}
