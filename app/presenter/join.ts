import type { Joining, WireGroupApplication } from '../../protocol/index.ts';
import { groupAvatar } from '../avatar/shown.ts';
import type { CachedUser } from '../cache.ts';
import type { ListedApplication } from '../group/application.ts';
import { presentPeer } from './message.ts';

/** The people whom an application names. */
export interface ApplicationPeople {
  readonly user: CachedUser;
  readonly inviter: CachedUser | null;
}

/** Shows an application. */
export function presentApplication(row: ListedApplication, { user, inviter }: ApplicationPeople): WireGroupApplication {
  return {
    id: row.id,
    group: { id: row.groupId, name: row.groupName, avatar: groupAvatar({ id: row.groupId, avatar: row.groupAvatar }) },
    user: presentPeer(user),
    inviter: inviter && presentPeer(inviter),
    how: howJoined(row),
    note: row.note,
    status: row.status,
    create_time: row.createdAt,
    update_time: row.updatedAt,
  };
}

/** How somebody comes: by a code, by an invitation, or alone. */
export function howJoined({ inviterId, ticketId }: { readonly inviterId: number; readonly ticketId: number }): Joining['how'] {
  if (ticketId !== 0) return 'code';
  return inviterId === 0 ? 'self' : 'invitation';
}
