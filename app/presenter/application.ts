import type { ApplicationStatus } from '../account/friendship.ts';
import type { Role } from '../cache.ts';
import { presentPerson, type PersonRow, type WirePerson } from './friend.ts';

/** What somebody asks of the reader, with who that is; without the remark, which is the applicant's own (D33). */
export interface ApplicationRow {
  readonly id: number;
  readonly user_id: number;
  readonly target_id: number;
  readonly status: ApplicationStatus;
  readonly note: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly uuid: string;
  readonly username: string;
  readonly nickname: string;
  readonly avatar: string;
  readonly role: Role;
}

/** An application as the API names it, for whom it was made to. */
export interface WireApplication {
  readonly id: number;
  /** Who asks. */
  readonly user_id: number;
  /** Who is asked: the reader. */
  readonly friend_id: number;
  readonly status: ApplicationStatus;
  /** The applicant's words. */
  readonly note: string;
  /** Milliseconds since 1970, as is `update_time`. */
  readonly create_time: number;
  readonly update_time: number;
  readonly user: WirePerson;
}

/** Shows an application to whom it was made to. */
export function presentApplication(row: ApplicationRow): WireApplication {
  const { id, user_id, target_id, status, note, created_at, updated_at } = row;
  const person: PersonRow = { ...row, id: user_id };
  return { id, user_id, friend_id: target_id, status, note, create_time: created_at, update_time: updated_at, user: presentPerson(person) };
}
