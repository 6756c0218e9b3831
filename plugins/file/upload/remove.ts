import type { Application } from '#kernel';
import { keyOf, thumbKeyOf } from './key.ts';
import type { UploadRow } from './row.ts';

/** What must be known of a file to remove it. */
export type Removable = Pick<UploadRow, 'id' | 'uuid'>;

/** Removes a file for good: from now on nobody opens it, then its bytes go, then its row. What fails half way is ended by the sweep. */
export async function removeUpload(app: Application, { id, uuid }: Removable, now: number): Promise<void> {
  await app.sql.execute('UPDATE upload SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL', [now, id]);
  try {
    await eraseUpload(app, { id, uuid });
  } catch (error) {
    app.logger.warn({ err: error, uuid }, 'a removed file is still in the store');
  }
}

/** Erases the bytes and the row of a file that is marked as gone. */
export async function eraseUpload({ sql, storage }: Application, { id, uuid }: Removable): Promise<void> {
  await storage.remove(keyOf(uuid));
  await storage.remove(thumbKeyOf(uuid));
  await sql.execute('DELETE FROM upload_share WHERE upload_id = ?', [id]);
  await sql.execute('DELETE FROM upload WHERE id = ?', [id]);
}
