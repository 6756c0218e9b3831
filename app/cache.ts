import type { Cache } from '../engine/cache.ts';
import { Caches } from '../engine/caches.ts';
import type { Sql } from '../engine/sql.ts';
import type { Chatset } from '../protocol/index.ts';
import type { Friends } from './account/friends.ts';
import { ENABLED, type Role } from './account/user.ts';
import { Faces } from './messaging/content/speaker.ts';
import { readChatset } from './policy/chatset.ts';

/** What the platform needs of a user on every request and message. */
export interface CachedUser {
  readonly id: number;
  readonly uuid: string;
  readonly username: string;
  readonly nickname: string;
  readonly avatar: string;
  readonly role: Role;
  /** 1 enabled, 0 disabled, 2 locked, 3 erased; only 1 is open. */
  readonly status: number;
  readonly chatset: Chatset;
}

/** A login session; its role is the truth for a request. */
export interface CachedSession {
  readonly id: number;
  readonly userId: number;
  readonly role: Role;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
  /** Why it was revoked: replaced, logout, disabled, password, upgraded. */
  readonly reason: string | null;
}

/** What two users are to each other, as the policy asks. Key: `<from>:<to>`. */
export interface CachedRelation {
  /** `to` has `from` in the friend list. */
  readonly isFriend: boolean;
  /** `to` has blacklisted `from`. */
  readonly isBlocked: boolean;
  /** `from` follows `to`. */
  readonly isFollowing: boolean;
}

/** A conversation as the policy and the journal need it. Key: its `name_key`. */
export interface CachedConversation {
  readonly key: string;
  readonly id: number;
  readonly aclVersion: number;
  /** Quota of each member's direction, by user id. */
  readonly quotas: ReadonlyMap<number, number>;
  /** Members whose account is closed; read with the version, which changes when an account is closed. */
  readonly closed: ReadonlySet<number>;
}

/** What a member of a group may do: 0 member, 1 admin, 2 owner. */
export const GROUP_ROLE = { member: 0, admin: 1, owner: 2 } as const;

/** A member of a group, as the policy and the fan-out need it. */
export interface CachedMember {
  /** One of GROUP_ROLE. */
  readonly role: number;
  /** The member's name and picture in this group; '' where the user's own are used. */
  readonly nickname: string;
  readonly avatar: string;
  /** ms; the member may not write before. */
  readonly mutedUntil: number;
  /** What came before is not the member's. */
  readonly joinedSeq: number;
  /** Whether the account is open; the group's version changes when it is closed. */
  readonly isOpen: boolean;
}

/** States of a group. */
export const GROUP_STATUS = { banned: 0, open: 1, dissolved: 2 } as const;

/** A group with its members; its id is that of its conversation. */
export interface CachedGroup {
  readonly id: number;
  readonly aclVersion: number;
  readonly ownerId: number;
  readonly name: string;
  readonly avatar: string;
  /** The announcement. */
  readonly remark: string;
  /** Who may join: 0 anyone, 1 whom the owner lets in, 2 visitors after signing in only. */
  readonly inviteConfirm: number;
  /** Anyone may find it. */
  readonly isListed: boolean;
  /** Only the owner and admins may write. */
  readonly isMuted: boolean;
  /** One of GROUP_STATUS. */
  readonly status: number;
  readonly members: ReadonlyMap<number, CachedMember>;
}

/** Stands for a group whose row is gone. */
export function goneGroup(id: number): CachedGroup {
  return {
    id,
    aclVersion: 0,
    ownerId: 0,
    name: '',
    avatar: '',
    remark: '',
    inviteConfirm: 1,
    isListed: false,
    isMuted: true,
    status: GROUP_STATUS.dissolved,
    members: new Map(),
  };
}

/** Caches of this node; the bus empties them (`user:42`, `session:7`, `relation:1:2`, `conversation:single:1:2`, `group:17`, `right:42`). Plugins define more. */
export interface AppCaches extends Caches {
  readonly user: Cache<number, CachedUser | null>;
  readonly session: Cache<number, CachedSession | null>;
  readonly relation: Cache<string, CachedRelation>;
  readonly conversation: Cache<string, CachedConversation | null>;
  readonly group: Cache<number, CachedGroup | null>;
  /** Who speaks for accounts. */
  readonly faces: Faces;
  /** What an operator granted to a user. */
  readonly right: Cache<number, ReadonlySet<string>>;
}

/** Entries per kind. */
export interface CacheCapacity {
  readonly capacity: number;
  /** Of groups, which hold their members. */
  readonly groups: number;
}

/** Builds the caches over SQL; `friends` are asked once one is read. */
export function createCaches(sql: Sql, { capacity, groups }: CacheCapacity, friends: Friends): AppCaches {
  const caches = new Caches();
  return Object.assign(caches, {
    faces: new Faces(),
    user: caches.define({ name: 'user', capacity, keyOf: Number, load: (id) => loadUser(sql, id) }),
    session: caches.define({ name: 'session', capacity, keyOf: Number, load: (id) => loadSession(sql, id) }),
    relation: caches.define({ name: 'relation', capacity, keyOf: String, load: (key) => loadRelation(sql, friends.listed, key) }),
    conversation: caches.define({ name: 'conversation', capacity, keyOf: String, load: (key) => loadConversation(sql, key) }),
    group: caches.define({ name: 'group', capacity: groups, keyOf: Number, load: (id) => loadGroup(sql, id) }),
    right: caches.define({ name: 'right', capacity, keyOf: Number, load: (id) => loadRights(sql, id) }),
  });
}

interface UserRow extends Omit<CachedUser, 'chatset'> {
  readonly chatset: string | null;
}

async function loadUser(sql: Sql, id: number): Promise<CachedUser | null> {
  const rows = await sql.query<UserRow>('SELECT id, uuid, username, nickname, avatar, role, status, chatset FROM user WHERE id = ?', [id]);
  const row = rows[0];
  return row ? { ...row, chatset: readChatset(row.chatset) } : null;
}

async function loadSession(sql: Sql, id: number): Promise<CachedSession | null> {
  const rows = await sql.query<CachedSession>(
    `SELECT id, user_id AS userId, role, expires_at AS expiresAt, revoked_at AS revokedAt, reason FROM session WHERE id = ?`,
    [id],
  );
  return rows[0] ?? null;
}

async function loadRights(sql: Sql, userId: number): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ code: string }>('SELECT code FROM user_right WHERE user_id = ?', [userId]);
  return new Set(rows.map(({ code }) => code));
}

/** `listed`: as `FriendBook` has it. */
async function loadRelation(sql: Sql, listed: string | undefined, key: string): Promise<CachedRelation> {
  const [from = 0, to = 0] = key.split(':').map(Number);
  const rows = await sql.query<{ friend: number; blocked: number; following: number }>(
    `SELECT ${listed === undefined ? '0' : `EXISTS (${listed})`} AS friend,
            (SELECT COUNT(*) FROM blacklist WHERE user_id = ? AND target_id = ?) AS blocked,
            (SELECT COUNT(*) FROM follow WHERE user_id = ? AND target_id = ?) AS following`,
    [...(listed === undefined ? [] : [to, from]), to, from, from, to],
  );
  const row = rows[0];
  return { isFriend: Number(row?.friend) > 0, isBlocked: Number(row?.blocked) > 0, isFollowing: Number(row?.following) > 0 };
}

async function loadConversation(sql: Sql, key: string): Promise<CachedConversation | null> {
  const rows = await sql.query<{ id: number; aclVersion: number; userId: number; quota: number; status: number }>(
    `SELECT c.id AS id, c.acl_version AS aclVersion, m.user_id AS userId, m.quota AS quota, COALESCE(u.status, ${ENABLED}) AS status
     FROM conversation c JOIN member m ON m.conversation_id = c.id LEFT JOIN user u ON u.id = m.user_id WHERE c.name_key = ?`,
    [key],
  );
  const [first] = rows;
  if (!first) return null;
  const closed = rows.filter(({ status }) => status !== ENABLED).map(({ userId }) => userId);
  const quotas = new Map(rows.map(({ userId, quota }) => [userId, quota]));
  return { key, id: first.id, aclVersion: first.aclVersion, quotas, closed: new Set(closed) };
}

interface GroupRow extends Omit<CachedGroup, 'isMuted' | 'isListed' | 'members'> {
  readonly roomKey: string | null;
  readonly muted: number;
}

interface MemberRow extends Omit<CachedMember, 'isOpen'> {
  readonly userId: number;
  readonly status: number;
}

/** The version is read first: members that are newer than it are found out by the journal, older ones would not be. */
async function loadGroup(sql: Sql, id: number): Promise<CachedGroup | null> {
  const [row] = await sql.query<GroupRow>(
    `SELECT g.id AS id, c.acl_version AS aclVersion, g.owner_id AS ownerId, g.name AS name, g.avatar AS avatar, g.remark AS remark,
            g.invite_confirm AS inviteConfirm, g.room_key AS roomKey, g.is_muted AS muted, g.status AS status
     FROM chat_group g JOIN conversation c ON c.id = g.id WHERE g.id = ?`,
    [id],
  );
  if (!row) return null;
  const members = await sql.query<MemberRow>(
    `SELECT m.user_id AS userId, m.role AS role, m.nickname AS nickname, m.avatar AS avatar, m.muted_until AS mutedUntil,
            m.joined_seq AS joinedSeq, COALESCE(u.status, ${ENABLED}) AS status
     FROM member m LEFT JOIN user u ON u.id = m.user_id WHERE m.conversation_id = ? ORDER BY m.role DESC, m.created_at, m.user_id`,
    [id],
  );
  const { muted, roomKey, ...group } = row;
  return {
    ...group,
    isListed: roomKey !== null,
    isMuted: muted > 0,
    members: new Map(members.map(({ userId, status, ...member }) => [userId, { ...member, isOpen: status === ENABLED }])),
  };
}
