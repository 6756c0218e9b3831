import { Cache } from '../engine/cache.ts';
import type { Sql } from '../engine/sql.ts';
import { readChatset, type Chatset } from './policy/chatset.ts';

/** What a session may do; `visitor` has no password. */
export type Role = 'visitor' | 'user' | 'admin';

/** What the platform needs of a user on every request and message. */
export interface CachedUser {
  readonly id: number;
  readonly uuid: string;
  readonly username: string;
  readonly nickname: string;
  readonly avatar: string;
  readonly role: Role;
  /** 1 enabled, 0 disabled, 2 locked; only 1 is open. */
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
}

/** Caches of this node; the bus empties them (`user:42`, `session:7`, `relation:1:2`, `conversation:single:1:2`). */
export interface Caches {
  readonly user: Cache<number, CachedUser | null>;
  readonly session: Cache<number, CachedSession | null>;
  readonly relation: Cache<string, CachedRelation>;
  readonly conversation: Cache<string, CachedConversation | null>;
}

/** Builds the caches over SQL. */
export function createCaches(sql: Sql, capacity: number): Caches {
  return {
    user: new Cache({ name: 'user', capacity, load: (id) => loadUser(sql, id) }),
    session: new Cache({ name: 'session', capacity, load: (id) => loadSession(sql, id) }),
    relation: new Cache({ name: 'relation', capacity, load: (key) => loadRelation(sql, key) }),
    conversation: new Cache({ name: 'conversation', capacity, load: (key) => loadConversation(sql, key) }),
  };
}

/** Drops what `stale` keys name; an unknown prefix is ignored, so that nodes of different versions can live together. */
export function forgetKeys(caches: Caches, keys: readonly string[]): void {
  for (const key of keys) {
    const at = key.indexOf(':');
    const name = key.slice(0, at);
    const rest = key.slice(at + 1);
    if (name === 'user') caches.user.forget(Number(rest));
    if (name === 'session') caches.session.forget(Number(rest));
    if (name === 'relation') caches.relation.forget(rest);
    if (name === 'conversation') caches.conversation.forget(rest);
  }
}

/** Drops everything, after messages of the bus may have been missed. */
export function forgetAll(caches: Caches): void {
  for (const cache of [caches.user, caches.session, caches.relation, caches.conversation]) cache.clear();
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

async function loadRelation(sql: Sql, key: string): Promise<CachedRelation> {
  const [from = 0, to = 0] = key.split(':').map(Number);
  const rows = await sql.query<{ friend: number; blocked: number; following: number }>(
    `SELECT (SELECT COUNT(*) FROM friend WHERE user_id = ? AND friend_id = ?) AS friend,
            (SELECT COUNT(*) FROM blacklist WHERE user_id = ? AND target_id = ?) AS blocked,
            (SELECT COUNT(*) FROM follow WHERE user_id = ? AND target_id = ?) AS following`,
    [to, from, to, from, from, to],
  );
  const row = rows[0];
  return { isFriend: Number(row?.friend) > 0, isBlocked: Number(row?.blocked) > 0, isFollowing: Number(row?.following) > 0 };
}

async function loadConversation(sql: Sql, key: string): Promise<CachedConversation | null> {
  const rows = await sql.query<{ id: number; aclVersion: number; userId: number; quota: number }>(
    `SELECT c.id AS id, c.acl_version AS aclVersion, m.user_id AS userId, m.quota AS quota
     FROM conversation c JOIN member m ON m.conversation_id = c.id WHERE c.name_key = ?`,
    [key],
  );
  const [first] = rows;
  if (!first) return null;
  return { key, id: first.id, aclVersion: first.aclVersion, quotas: new Map(rows.map(({ userId, quota }) => [userId, quota])) };
}
