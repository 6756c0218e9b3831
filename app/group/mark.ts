import type { SqlSession } from '../../engine/sql.ts';
import type { Page } from '../page.ts';

/** What stays of somebody who left a group or was removed from it. */
export interface Mark {
  /** ms; who comes back is muted until then. */
  readonly mutedUntil: number;
  /** ms; 0: may come back. */
  readonly bannedAt: number;
}

/** Somebody who may not come back, with who they are now. */
export interface BannedRow {
  readonly userId: number;
  readonly uuid: string;
  readonly username: string;
  readonly nickname: string;
  readonly avatar: string;
  /** ms */
  readonly bannedAt: number;
}

const NOTHING: Mark = { mutedUntil: 0, bannedAt: 0 };

/** What stays of somebody; certain under the group's lock. */
export async function findMark(sql: SqlSession, groupId: number, userId: number): Promise<Mark> {
  const [row] = await sql.query<Mark>(
    'SELECT muted_until AS mutedUntil, banned_at AS bannedAt FROM group_mark WHERE group_id = ? AND user_id = ?',
    [groupId, userId],
  );
  return row ?? NOTHING;
}

/** Keeps the mute of a member who goes, if it is not over. Under the group's lock, before the member's row goes. */
export async function keepMute(tx: SqlSession, groupId: number, userId: number): Promise<void> {
  const [member] = await tx.query<{ mutedUntil: number }>(
    'SELECT muted_until AS mutedUntil FROM member WHERE user_id = ? AND conversation_id = ?',
    [userId, groupId],
  );
  if (!member || member.mutedUntil <= Date.now()) return;
  await ensure(tx, groupId, userId);
  await tx.execute('UPDATE group_mark SET muted_until = ? WHERE group_id = ? AND user_id = ?', [member.mutedUntil, groupId, userId]);
}

/** The mutes that are not over of those who come (back), by user; they are the members' own from here on. */
export async function takeMutes(
  tx: SqlSession,
  { groupId, now }: { readonly groupId: number; readonly now: number },
  comers: readonly { readonly userId: number }[],
): Promise<ReadonlyMap<number, number>> {
  const kept = await tx.query<{ userId: number; mutedUntil: number }>(
    'SELECT user_id AS userId, muted_until AS mutedUntil FROM group_mark WHERE group_id = ? AND muted_until > ?',
    [groupId, now],
  );
  const ids = new Set(comers.map(({ userId }) => userId));
  const mutes = kept.filter(({ userId }) => ids.has(userId));
  for (const { userId } of mutes)
    await tx.execute('UPDATE group_mark SET muted_until = 0 WHERE group_id = ? AND user_id = ?', [groupId, userId]);
  return new Map(mutes.map(({ userId, mutedUntil }) => [userId, mutedUntil]));
}

/** Puts somebody on the list of those who may not come back. Under the group's lock. */
export async function banFrom(
  tx: SqlSession,
  groupId: number,
  { userId, by }: { readonly userId: number; readonly by: number },
): Promise<void> {
  await ensure(tx, groupId, userId);
  const values = [Date.now(), by, groupId, userId];
  await tx.execute('UPDATE group_mark SET banned_at = ?, banned_by = ? WHERE group_id = ? AND user_id = ?', values);
}

/** Takes a user off it; false for one who was not on it. A mute stays. Under the lock of the group. */
export async function liftBan(tx: SqlSession, groupId: number, userId: number): Promise<boolean> {
  const lift = 'UPDATE group_mark SET banned_at = 0, banned_by = 0 WHERE group_id = ? AND user_id = ? AND banned_at <> 0';
  return (await tx.execute(lift, [groupId, userId])).affected > 0;
}

/** A page of those who may not come back, the latest first, with one row more if there are more. */
export function listBanned(sql: SqlSession, groupId: number, { page, limit }: Page): Promise<BannedRow[]> {
  return sql.query<BannedRow>(
    `SELECT u.id AS userId, u.uuid AS uuid, u.username AS username, u.nickname AS nickname, u.avatar AS avatar, k.banned_at AS bannedAt
     FROM group_mark k JOIN user u ON u.id = k.user_id WHERE k.group_id = ? AND k.banned_at <> 0
     ORDER BY k.banned_at DESC, u.id DESC LIMIT ? OFFSET ?`,
    [groupId, limit + 1, (page - 1) * limit],
  );
}

async function ensure(tx: SqlSession, groupId: number, userId: number): Promise<void> {
  const known = await tx.query('SELECT 1 AS found FROM group_mark WHERE group_id = ? AND user_id = ?', [groupId, userId]);
  if (known.length === 0) await tx.execute('INSERT INTO group_mark (group_id, user_id) VALUES (?, ?)', [groupId, userId]);
}
