import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Application } from '#kernel';
import { eraseUpload, removeUpload, type Removable } from './remove.ts';

const HOUR = 3_600_000;
/** Rows per read; the next sweep goes on. */
const CHUNK = 500;

/**
 * Removes what nobody will ask for: files that were sent nowhere within `config.upload.orphan` and are no avatar, what is left of removed
 * ones, and what a crash left in the spool. Any node may do it, at any time. Returns how many files went.
 */
export async function sweepUploads(app: Application, now: number): Promise<number> {
  const removed = await eraseMarked(app, now);
  const orphans = await findOrphans(app, now);
  for (const upload of orphans) await removeUpload(app, upload, now);
  await sweepSpool(app, now);
  return removed + orphans.length;
}

/** Marked an hour ago: whoever marked it later is at it. */
async function eraseMarked(app: Application, now: number): Promise<number> {
  const marked = await app.sql.query<Removable & object>('SELECT id, uuid FROM upload WHERE deleted_at < ? LIMIT ?', [now - HOUR, CHUNK]);
  for (const upload of marked) await eraseUpload(app, upload);
  return marked.length;
}

function findOrphans({ sql, config }: Application, now: number): Promise<(Removable & object)[]> {
  return sql.query(
    `SELECT id, uuid FROM upload WHERE created_at < ? AND deleted_at IS NULL AND is_public = 0
     AND NOT EXISTS (SELECT 1 FROM upload_share WHERE upload_id = upload.id) ORDER BY created_at LIMIT ?`,
    [now - config.upload.orphan, CHUNK],
  );
}

/** No file takes an hour to arrive. */
async function sweepSpool({ storage: { spool } }: Application, now: number): Promise<void> {
  for (const name of await readdir(spool)) {
    const file = path.join(spool, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: now }));
    if (mtimeMs < now - HOUR) await rm(file, { force: true });
  }
}
