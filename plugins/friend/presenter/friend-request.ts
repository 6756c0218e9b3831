import { presentPeer, type PersonRow } from '#app';
import type { ApplicationStatus, WireApplication } from '../../../protocol/index.ts';

/** What somebody asks of the reader, with who that is; without the remark, which is the applicant's own (D33). */
export interface FriendRequestRow extends Omit<PersonRow, 'id'> {
  readonly id: number;
  readonly user_id: number;
  readonly target_id: number;
  readonly status: ApplicationStatus;
  readonly note: string;
  readonly created_at: number;
  readonly updated_at: number;
}

/** Shows a friend request to whoever is asked. */
export function presentFriendRequest(row: FriendRequestRow): WireApplication {
  const { id, user_id, target_id, status, note, created_at, updated_at } = row;
  const user = presentPeer({ ...row, id: user_id });
  return { id, user_id, friend_id: target_id, status, nickname: note, note, create_time: created_at, update_time: updated_at, user };
}
