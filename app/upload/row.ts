import type { SqlSession } from '../../engine/sql.ts';
import type { FileType, UploadKind } from './kind.ts';

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

/** Whether the file was sent to a conversation that the user is a member of now. */
export async function isSharedWith(sql: SqlSession, uploadId: number, userId: number): Promise<boolean> {
  const rows = await sql.query(
    `SELECT 1 AS found FROM upload_share s JOIN member m ON m.conversation_id = s.conversation_id
     WHERE s.upload_id = ? AND m.user_id = ? LIMIT 1`,
    [uploadId, userId],
  );
  return rows.length > 0;
}

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
