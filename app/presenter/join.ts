import type { WireUser } from '../../protocol/index.ts';
import type { CachedUser } from '../cache.ts';
import type { ListedApplication } from '../group/application.ts';
import type { Joining } from '../notice.ts';
import { presentPeer } from './message.ts';

/** An application to join a group, as its group's deciders and its applicant see it. */
export interface WireGroupApplication {
  readonly id: number;
  readonly group: { readonly id: number; readonly name: string; readonly avatar: string };
  /** Who asks. */
  readonly user: WireUser;
  /** Who invited them, or made the code that they scanned; null when they came by themselves. */
  readonly inviter: WireUser | null;
  readonly how: Joining['how'];
  readonly note: string;
  /** pending, agree or refuse. */
  readonly status: string;
  /** ms; when it was asked, and when it was answered. */
  readonly create_time: number;
  readonly update_time: number;
}

/** The people whom an application names. */
export interface ApplicationPeople {
  readonly user: CachedUser;
  readonly inviter: CachedUser | null;
}

/** Shows an application. */
export function presentApplication(row: ListedApplication, { user, inviter }: ApplicationPeople): WireGroupApplication {
  return {
    id: row.id,
    group: { id: row.groupId, name: row.groupName, avatar: row.groupAvatar },
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
