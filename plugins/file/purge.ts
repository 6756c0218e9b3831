import { windowsOf, type IdWindow, type Purge } from '#app';
import type { Application } from '#kernel';
import { sweepUploads } from './upload/sweep.ts';

/** Ids of files that one statement looks at. */
const WALK = 1000;

interface Share {
  readonly upload: number;
  readonly conversation: number;
  readonly user: number;
  readonly seq: number;
}

/**
 * A file that was sent to a conversation, and by no message there that stays. One that no message is known of is not among them: it may be on
 * its way.
 */
const OVER = `s.created_at < ? AND s.last_seq > 0 AND NOT EXISTS
  (SELECT 1 FROM message m WHERE m.conversation_id = s.conversation_id AND m.seq = s.last_seq AND m.created_at >= ?)`;

/** Removes files that no message shows any longer and that are no avatars, or counts them. */
export async function purgeFiles({ app, now, keep, isDry }: Purge): Promise<number> {
  const before = keep.messages > 0 ? now - keep.messages : 0;
  if (isDry) return count(app, { before, now });
  if (before > 0) for await (const window of windowsOf(app.sql, 'upload', WALK)) await unshare(app, before, window);
  let removed = 0;
  for (;;) {
    const swept = await sweepUploads(app, now);
    removed += swept;
    if (swept === 0) return removed;
  }
}

/** Whoever sends the file once more meanwhile has it stay. */
async function unshare({ sql }: Application, before: number, { after, upTo }: IdWindow): Promise<void> {
  const shares = await sql.query<Share>(
    `SELECT s.upload_id AS upload, s.conversation_id AS conversation, s.user_id AS user, s.last_seq AS seq
     FROM upload_share s WHERE s.upload_id > ? AND s.upload_id <= ? AND ${OVER}`,
    [after, upTo, before, before],
  );
  for (const { upload, conversation, user, seq } of shares) {
    const values = [upload, conversation, user, seq];
    await sql.execute('DELETE FROM upload_share WHERE upload_id = ? AND conversation_id = ? AND user_id = ? AND last_seq = ?', values);
  }
}

/** As `sweepUploads` finds them, once the shares that are over are gone. */
async function count(app: Application, { before, now }: { readonly before: number; readonly now: number }): Promise<number> {
  const old = now - app.config.upload.orphan;
  let found = 0;
  for await (const { after, upTo } of windowsOf(app.sql, 'upload', WALK)) {
    const [row] = await app.sql.query<{ count: number }>(
      `SELECT COUNT(*) AS count FROM upload u WHERE u.id > ? AND u.id <= ? AND (u.deleted_at IS NOT NULL OR (u.created_at < ? AND u.is_public = 0
         AND NOT EXISTS (SELECT 1 FROM upload_share s WHERE s.upload_id = u.id AND NOT (${OVER}))))`,
      [after, upTo, old, before, before],
    );
    found += row?.count ?? 0;
  }
  return found;
}
