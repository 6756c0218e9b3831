import type { SqlSession } from '../../engine/sql.ts';
import { GROUP_ROLE, GROUP_STATUS } from '../cache.ts';
import { fail } from '../error.ts';
import type { Page } from '../page.ts';

/** States of an application to join; the words of the contract. */
export const APPLICATION = { pending: 'pending', agreed: 'agree', refused: 'refuse' } as const;

/** Somebody who asks to join. */
export interface NewApplication {
  readonly groupId: number;
  readonly userId: number;
  /** Who invited them, or made the code that they scanned; 0 for nobody. */
  readonly inviterId: number;
  /** The code that they scanned; 0 for none. */
  readonly ticketId: number;
  readonly note: string;
}

/** An application as it is stored. */
export interface StoredApplication extends NewApplication {
  readonly id: number;
  readonly status: string;
  /** Who answered; 0 for nobody. */
  readonly handlerId: number;
  /** ms; when it was asked, for the last time. */
  readonly createdAt: number;
  /** ms; when it was answered. */
  readonly updatedAt: number;
}

/** An application with what its group is called now. */
export interface ListedApplication extends StoredApplication {
  readonly groupName: string;
  readonly groupAvatar: string;
  /** The unique form of the name of a group that anyone may find, else null. */
  readonly roomKey: string | null;
}

/** An answer to an application. */
export interface Answer {
  readonly groupId: number;
  readonly userId: number;
  readonly status: string;
  readonly handlerId: number;
}

/** Whose applications to list: those that a user decides on, of one group or of all, or those of the applicant. */
export type ApplicationQuery = { readonly deciderId: number; readonly groupId?: number | undefined } | { readonly applicantId: number };

const COLUMNS = `a.id AS id, a.group_id AS groupId, a.user_id AS userId, a.inviter_id AS inviterId, a.ticket_id AS ticketId, a.note AS note,
  a.status AS status, a.handler_id AS handlerId, a.created_at AS createdAt, a.updated_at AS updatedAt`;

/** Whether who asked knows what the group is called: anyone may find it, or somebody brought them there. */
export function isTold(
  { inviterId, ticketId }: Pick<NewApplication, 'inviterId' | 'ticketId'>,
  { roomKey }: { readonly roomKey: string | null },
): boolean {
  return roomKey !== null || inviterId !== 0 || ticketId !== 0;
}

/** Who asks by an application: the applicant, and who brings them; the maker of a code said nothing. */
export function speakersOf({ userId, inviterId, ticketId }: Pick<NewApplication, 'userId' | 'inviterId' | 'ticketId'>): number[] {
  return inviterId !== 0 && ticketId === 0 ? [userId, inviterId] : [userId];
}

/** Writes an application into its pair's one row, under the group's lock, and returns its id. Fails with group_join_pending. */
export async function writeApplication(tx: SqlSession, application: NewApplication): Promise<number> {
  const { groupId, userId, inviterId, ticketId, note } = application;
  const known = await findApplication(tx, groupId, userId);
  if (known?.status === APPLICATION.pending) fail('group_join_pending');
  const now = Date.now();
  if (known) {
    await tx.execute(
      `UPDATE group_application SET inviter_id = ?, ticket_id = ?, note = ?, status = ?, handler_id = 0, created_at = ?, updated_at = ?
       WHERE id = ?`,
      [inviterId, ticketId, note, APPLICATION.pending, now, now, known.id],
    );
    return known.id;
  }
  const { insertId } = await tx.execute(
    `INSERT INTO group_application (group_id, user_id, inviter_id, ticket_id, note, status, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [groupId, userId, inviterId, ticketId, note, APPLICATION.pending, now, now],
  );
  return insertId;
}

/** The application of a pair, in whatever state. */
export async function findApplication(tx: SqlSession, groupId: number, userId: number): Promise<StoredApplication | undefined> {
  const [row] = await tx.query<StoredApplication>(`SELECT ${COLUMNS} FROM group_application a WHERE a.group_id = ? AND a.user_id = ?`, [
    groupId,
    userId,
  ]);
  return row;
}

/** Answers an application if it is pending; false when it is not, so that of two answers one counts. */
export async function answerApplication(tx: SqlSession, { groupId, userId, status, handlerId }: Answer): Promise<boolean> {
  const { affected } = await tx.execute(
    'UPDATE group_application SET status = ?, handler_id = ?, updated_at = ? WHERE group_id = ? AND user_id = ? AND status = ?',
    [status, handlerId, Date.now(), groupId, userId, APPLICATION.pending],
  );
  return affected > 0;
}

/** A page of applications to open groups, with one row more if there are more; pending ones first, then the latest. */
export async function listApplications(sql: SqlSession, query: ApplicationQuery, { page, limit }: Page): Promise<ListedApplication[]> {
  const { from, params } = scopeOf(query);
  return sql.query<ListedApplication>(
    `SELECT ${COLUMNS}, g.name AS groupName, g.avatar AS groupAvatar, g.room_key AS roomKey ${from}
     ORDER BY CASE WHEN a.status = ? THEN 0 ELSE 1 END, a.updated_at DESC, a.id DESC LIMIT ? OFFSET ?`,
    [...params, APPLICATION.pending, limit + 1, (page - 1) * limit],
  );
}

/** How many of them wait for an answer. */
export async function countPending(sql: SqlSession, query: ApplicationQuery): Promise<number> {
  const { from, params } = scopeOf(query);
  const [row] = await sql.query<{ count: number }>(`SELECT COUNT(*) AS count ${from} AND a.status = ?`, [...params, APPLICATION.pending]);
  return Number(row?.count);
}

function scopeOf(query: ApplicationQuery): { readonly from: string; readonly params: readonly number[] } {
  const from = 'FROM group_application a JOIN chat_group g ON g.id = a.group_id AND g.status = ?';
  if ('applicantId' in query) return { from: `${from} WHERE a.user_id = ?`, params: [GROUP_STATUS.open, query.applicantId] };
  const { deciderId, groupId } = query;
  const decided = `${from} JOIN member m ON m.conversation_id = g.id AND m.user_id = ? WHERE m.role >= ?`;
  const params = [GROUP_STATUS.open, deciderId, GROUP_ROLE.admin];
  return groupId === undefined ? { from: decided, params } : { from: `${decided} AND g.id = ?`, params: [...params, groupId] };
}
