import type { SqlSession } from '../../engine/sql.ts';
import { GROUP_ROLE, GROUP_STATUS } from '../cache.ts';
import { fail } from '../error.ts';
import { findKeyOf } from '../text/find-key.ts';
import { keepMute, takeMutes } from './mark.ts';

/** A group as stored. */
export interface StoredGroup {
  readonly id: number;
  readonly ownerId: number;
  readonly name: string;
  readonly avatar: string;
  readonly remark: string;
  /** The unique form of its name where anyone may find it, else null. */
  readonly roomKey: string | null;
  readonly inviteConfirm: number;
  readonly isMuted: number;
  /** One of GROUP_STATUS. */
  readonly status: number;
}

/** A group as its transaction sees it; nobody else changes it or writes to it before the end. */
export interface LockedGroup extends StoredGroup {
  /** Seq of the last message: where a new member begins. */
  readonly lastSeq: number;
}

/** A member as stored. */
export interface StoredMember {
  /** One of GROUP_ROLE. */
  readonly role: number;
  readonly nickname: string;
  readonly avatar: string;
  readonly mutedUntil: number;
}

/** A member to insert. */
export interface NewMember {
  readonly userId: number;
  /** One of GROUP_ROLE; a plain member when absent. */
  readonly role?: number;
  /** Who brought them, and by which ticket; nobody when absent. */
  readonly inviterId?: number;
  readonly ticketId?: number;
}

/** Where new members begin. */
export interface NewcomerPlace {
  readonly groupId: number;
  readonly lastSeq: number;
  /** `config.group.history`: whether they may read what was said before. */
  readonly history: 'joined' | 'all';
}

/** A group to insert. */
export interface NewGroup {
  readonly ownerId: number;
  readonly name: string;
  readonly roomKey: string | null;
  /** Who may join, one of JOIN_MODE; anyone when absent. */
  readonly mode?: number;
  readonly now: number;
}

/** The columns of a StoredGroup, of `chat_group g`. */
export const GROUP_COLUMNS = `g.id AS id, g.owner_id AS ownerId, g.name AS name, g.avatar AS avatar, g.remark AS remark, g.room_key AS roomKey,
  g.invite_confirm AS inviteConfirm, g.is_muted AS isMuted, g.status AS status`;

/** Rows of one insert; SQLite takes 32,766 parameters. */
const ROWS = 500;

/** Fails with group_limit where a user must not own one group more; certain while the user's row is held. */
export async function assertMayOwn(tx: SqlSession, userId: number, limit: number): Promise<void> {
  if ((await countOwned(tx, userId)) >= limit) fail('group_limit');
}

/** How many groups a user owns, banned ones too; certain while the user's row is held. */
export async function countOwned(tx: SqlSession, userId: number): Promise<number> {
  const [row] = await tx.query<{ count: number }>('SELECT COUNT(*) AS count FROM chat_group WHERE owner_id = ? AND status <> ?', [
    userId,
    GROUP_STATUS.dissolved,
  ]);
  return Number(row?.count);
}

/** Inserts a group with its conversation and without members; returns the id of both. A taken room key is a SqlError `duplicate`. */
export async function insertGroup(tx: SqlSession, { ownerId, name, roomKey, mode = 0, now }: NewGroup): Promise<number> {
  const { insertId: id } = await tx.execute(`INSERT INTO conversation (kind, name_key, created_at) VALUES ('group', ?, ?)`, [
    `group:new:${crypto.randomUUID()}`,
    now,
  ]);
  await tx.execute('UPDATE conversation SET name_key = ? WHERE id = ?', [`group:${id}`, id]);
  await tx.execute(
    'INSERT INTO chat_group (id, owner_id, name, find_key, room_key, invite_confirm, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    [id, ownerId, name, findKeyOf(name), roomKey, mode, now, now],
  );
  return id;
}

/** Takes a group for the rest of the transaction: one change after the other, and no message in between. Undefined when there is none. */
export async function lockGroup(tx: SqlSession, groupId: number): Promise<LockedGroup | undefined> {
  // A write that changes nothing locks the row on both engines; the journal locks the same one.
  await tx.execute(`UPDATE conversation SET acl_version = acl_version WHERE id = ? AND kind = 'group'`, [groupId]);
  const [row] = await tx.query<LockedGroup>(
    `SELECT ${GROUP_COLUMNS}, c.last_seq AS lastSeq FROM chat_group g JOIN conversation c ON c.id = g.id WHERE g.id = ?`,
    [groupId],
  );
  return row;
}

/** The row of one member; undefined for a user outside. */
export async function findMember(tx: SqlSession, groupId: number, userId: number): Promise<StoredMember | undefined> {
  const [row] = await tx.query<StoredMember>(
    'SELECT role, nickname, avatar, muted_until AS mutedUntil FROM member WHERE user_id = ? AND conversation_id = ?',
    [userId, groupId],
  );
  return row;
}

/** How many members a group has. */
export async function countMembers(tx: SqlSession, groupId: number): Promise<number> {
  const [row] = await tx.query<{ count: number }>('SELECT COUNT(*) AS count FROM member WHERE conversation_id = ?', [groupId]);
  return Number(row?.count);
}

/** Inserts members and bumps the group's version; who is one already is a SqlError `duplicate`. Check the limit first, under the lock. */
export async function addMembers(
  tx: SqlSession,
  { groupId, lastSeq, history }: NewcomerPlace,
  members: readonly NewMember[],
): Promise<void> {
  const joinedSeq = history === 'all' ? 0 : lastSeq;
  const now = Date.now();
  // Whoever was muted and left is muted still.
  const mutes = await takeMutes(tx, { groupId, now }, members);
  for (let from = 0; from < members.length; from += ROWS) {
    const chunk = members.slice(from, from + ROWS);
    await tx.execute(
      `INSERT INTO member
         (user_id, conversation_id, peer_id, delivered_seq, read_seq, shown_seq, joined_seq, role, muted_until, inviter_id, ticket_id, created_at)
       VALUES ${chunk.map(() => '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
      chunk.flatMap(({ userId, role = GROUP_ROLE.member, inviterId = 0, ticketId = 0 }) => [
        userId,
        groupId,
        groupId,
        lastSeq,
        lastSeq,
        lastSeq,
        joinedSeq,
        role,
        mutes.get(userId) ?? 0,
        inviterId,
        ticketId,
        now,
      ]),
    );
  }
  await bumpAcl(tx, groupId);
}

/** Deletes a member's row, keeps a mute that is not over, and bumps the version of the group; false for a user who was no member. */
export async function removeMember(tx: SqlSession, groupId: number, userId: number): Promise<boolean> {
  await keepMute(tx, groupId, userId);
  const { affected } = await tx.execute('DELETE FROM member WHERE user_id = ? AND conversation_id = ?', [userId, groupId]);
  if (affected === 0) return false;
  await bumpAcl(tx, groupId);
  return true;
}

/** Gives a group to another member; the owner before becomes a plain one. Bumps the group's version. */
export async function setOwner(tx: SqlSession, { id, ownerId }: Pick<LockedGroup, 'id' | 'ownerId'>, userId: number): Promise<void> {
  await tx.execute('UPDATE chat_group SET owner_id = ?, updated_at = ? WHERE id = ?', [userId, Date.now(), id]);
  await setRole(tx, id, { userId: ownerId, role: GROUP_ROLE.member });
  await setRole(tx, id, { userId, role: GROUP_ROLE.owner });
}

/** Sets a member's role, one of GROUP_ROLE, and bumps the group's version. Who may speak for a group is not muted in it. */
export async function setRole(tx: SqlSession, groupId: number, { userId, role }: { userId: number; role: number }): Promise<void> {
  const muted = role === GROUP_ROLE.member ? '' : ', muted_until = 0';
  await tx.execute(`UPDATE member SET role = ?${muted} WHERE user_id = ? AND conversation_id = ?`, [role, userId, groupId]);
  await bumpAcl(tx, groupId);
}

/** Sets a group's status, one of GROUP_STATUS, and bumps its version; a dissolved one frees its room name. */
export async function setStatus(tx: SqlSession, groupId: number, status: number): Promise<void> {
  const freed = status === GROUP_STATUS.dissolved ? ', room_key = NULL' : '';
  await tx.execute(`UPDATE chat_group SET status = ?, updated_at = ?${freed} WHERE id = ?`, [status, Date.now(), groupId]);
  await bumpAcl(tx, groupId);
}

/** Writes down that a group changed, for nodes that the bus did not reach: they forget it. For what administrators do beside a server. */
export async function noteGroupChange(tx: SqlSession, groupId: number, now: number): Promise<void> {
  const reason = `group:${groupId}`;
  await tx.execute('INSERT INTO revocation (user_id, session_id, reason, created_at) VALUES (0, NULL, ?, ?)', [reason, now]);
}

/** Says that who may write to a group has changed: the journal refuses what was decided before. Then `app.invalidate(['group:<id>'])`. */
export async function bumpAcl(tx: SqlSession, groupId: number): Promise<void> {
  await tx.execute('UPDATE conversation SET acl_version = acl_version + 1 WHERE id = ?', [groupId]);
}
