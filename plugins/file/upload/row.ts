import { GROUP_STATUS, readable, uploadUuidOf } from '#app';
import type { SqlSession } from '../../../engine/sql.ts';
import type { UploadKind } from '../../../protocol/index.ts';
import type { FileType } from './kind.ts';

/** A file as SQL has it. */
export interface UploadRow {
  readonly id: number;
  readonly uuid: string;
  readonly owner_id: number;
  readonly kind: UploadKind;
  readonly type: string;
  readonly ext: string;
  readonly name: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  /** 1: there is a smaller picture. */
  readonly thumb: number;
  /** 1: an avatar, open to anyone. */
  readonly is_public: number;
}

/** A file that is about to be stored. */
export interface NewUpload extends FileType {
  readonly uuid: string;
  readonly ownerId: number;
  readonly name: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly hasThumb: boolean;
}

const COLUMNS = 'id, uuid, owner_id, kind, type, ext, name, size, width, height, thumb, is_public';

/** A file that is there; undefined for one that never was or is gone. */
export async function findUpload(sql: SqlSession, uuid: string): Promise<UploadRow | undefined> {
  const [row] = await sql.query<UploadRow>(`SELECT ${COLUMNS} FROM upload WHERE uuid = ? AND deleted_at IS NULL`, [uuid]);
  return row;
}

/** Bytes that a user's files take. */
export async function usedBytes(sql: SqlSession, ownerId: number): Promise<number> {
  const [row] = await sql.query<{ used: number | string | null }>(
    'SELECT SUM(size) AS used FROM upload WHERE owner_id = ? AND deleted_at IS NULL',
    [ownerId],
  );
  return Number(row?.used ?? 0);
}

/** Inserts the row of a file and returns it. */
export async function insertUpload(sql: SqlSession, upload: NewUpload, now: number): Promise<UploadRow> {
  const { uuid, ownerId, kind, type, ext, name, size, width, height } = upload;
  const thumb = upload.hasThumb ? 1 : 0;
  const { insertId } = await sql.execute(
    `INSERT INTO upload (uuid, owner_id, kind, type, ext, name, size, width, height, thumb, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [uuid, ownerId, kind, type, ext, name, size, width, height, thumb, now],
  );
  return { id: insertId, uuid, owner_id: ownerId, kind, type, ext, name, size, width, height, thumb, is_public: 0 };
}

/** Whether the file was sent to a conversation that the user is a member of now, and by a message that is his to read. */
export async function isSharedWith(sql: SqlSession, uploadId: number, userId: number): Promise<boolean> {
  const rows = await sql.query(
    `SELECT 1 AS found FROM upload_share s JOIN member m ON m.conversation_id = s.conversation_id
     WHERE s.upload_id = ? AND m.user_id = ? AND s.last_seq > m.joined_seq AND ${readable('s.conversation_id')} LIMIT 1`,
    [uploadId, userId],
  );
  return rows.length > 0;
}

/** Whether a file was sent to banned groups, and nowhere else: then no signed address opens it either. */
export async function isBanned(sql: SqlSession, uploadId: number): Promise<boolean> {
  const rows = await sql.query<{ open: number }>(
    `SELECT CASE WHEN ${readable('s.conversation_id')} THEN 1 ELSE 0 END AS open FROM upload_share s WHERE s.upload_id = ?`,
    [uploadId],
  );
  return rows.length > 0 && rows.every(({ open }) => open === 0);
}

/** Notes that a message with this file was stored: whoever is a member by then may open it. */
export async function noteSent(
  sql: SqlSession,
  uuid: string,
  { userId, conversationId, seq }: { readonly userId: number; readonly conversationId: number; readonly seq: number },
): Promise<void> {
  await sql.execute(
    `UPDATE upload_share SET last_seq = ? WHERE conversation_id = ? AND user_id = ? AND last_seq < ?
     AND upload_id = (SELECT id FROM upload WHERE uuid = ?)`,
    [seq, conversationId, userId, seq, uuid],
  );
}

/**
 * Opens the picture of a group to anyone, or closes it, unless its owner shows it as their own or another group, which is open, has it. Addresses of
 * elsewhere are left alone.
 */
export async function showAvatar(tx: SqlSession, address: string, isShown: boolean): Promise<void> {
  const uuid = uploadUuidOf(address);
  if (uuid === undefined) return;
  const unless = isShown ? '' : ` AND NOT ${SHOWN_ELSEWHERE}`;
  await tx.execute(`UPDATE upload SET is_public = ? WHERE uuid = ?${unless}`, [isShown ? 1 : 0, uuid]);
}

const SHOWN_ELSEWHERE = `(EXISTS (SELECT 1 FROM user WHERE user.id = upload.owner_id AND INSTR(user.avatar, upload.uuid) > 0)
  OR EXISTS (SELECT 1 FROM member WHERE member.user_id = upload.owner_id AND INSTR(member.avatar, upload.uuid) > 0)
  OR EXISTS (SELECT 1 FROM chat_group g WHERE g.status = ${GROUP_STATUS.open} AND INSTR(g.avatar, upload.uuid) > 0))`;

/** Whether a message that the user wrote in the conversation has the file. Reads what one user wrote in one conversation, which is seldom asked for. */
export async function isStillSent(
  sql: SqlSession,
  uuid: string,
  { userId, conversationId }: { readonly userId: number; readonly conversationId: number },
): Promise<boolean> {
  const rows = await sql.query(
    'SELECT 1 AS found FROM message WHERE conversation_id = ? AND sender_id = ? AND INSTR(data, ?) > 0 LIMIT 1',
    [conversationId, userId, uuid],
  );
  return rows.length > 0;
}
