import { randomUUID } from 'node:crypto';
import { SqlError, type SqlSession } from '../../engine/sql.ts';
import type { WireUser } from '../../protocol/index.ts';
import { ChatError } from '../error.ts';
import { findKeyOf } from '../text/find-key.ts';

/** What a session may do; `visitor` has no password. */
export type Role = WireUser['role'];

/** A row of `user` as it is stored; never to be sent, presenters choose what goes out. */
export interface UserRow {
  readonly id: number;
  readonly uuid: string;
  readonly username: string;
  /** Null for visitors, who sign in by their token only. */
  readonly password_hash: string | null;
  readonly nickname: string;
  readonly avatar: string;
  readonly role: Role;
  /** 1 enabled, 0 disabled, 2 locked, 3 erased; only 1 is open. */
  readonly status: number;
  readonly device_id: string | null;
  /** JSON text, see `readChatset`. */
  readonly chatset: string | null;
  /** 1: friend applications wait for an answer; 0: they are granted at once. */
  readonly invite_confirm: number;
  /** JSON text, see `readProfile`. */
  readonly profile: string | null;
  /** 1: everybody sees all of the profile; 0: friends. */
  readonly show_profile: number;
  readonly created_at: number;
  readonly login_at: number | null;
}

/** What a list of users needs of each. */
export type PersonRow = Pick<UserRow, keyof WireUser>;

/** Status of an account that may act. */
export const ENABLED = 1;
/** Status of an account that an administrator closed. */
export const DISABLED = 0;
/** Status of an account that is gone: what it said has an author without a name. */
export const ERASED = 3;

/** Username of the account that a site's visitors write to. */
export const SERVICE_ACCOUNT = 'kefu';

const COLUMNS =
  'id, uuid, username, password_hash, nickname, avatar, role, status, device_id, chatset, invite_confirm, profile, show_profile, created_at, login_at';

/** What names one user; `username_key` is the username as `usernameKey` writes it. */
export type UserKey = 'id' | 'uuid' | 'username_key';

/** The row of one user. */
export async function findUser(sql: SqlSession, key: UserKey, value: string | number): Promise<UserRow | undefined> {
  const [row] = await sql.query<UserRow>(`SELECT ${COLUMNS} FROM user WHERE ${key} = ?`, [value]);
  return row;
}

/** The unique form of a username: who signed up as `Ann` signs in as `ann`, and nobody else becomes `ANN`. */
export function usernameKey(username: string): string {
  return username.toLowerCase();
}

/** What a new account starts with; everything else is its default. */
export interface NewUser {
  readonly username: string;
  readonly passwordHash: string | null;
  readonly role: Role;
  readonly nickname?: string;
  readonly deviceId?: string;
  /** As `writeChatset` gives it. */
  readonly chatset?: string;
}

/** Inserts an account and returns its id; a taken username is a SqlError of kind `duplicate`. */
export async function insertUser(tx: SqlSession, user: NewUser, now: number): Promise<number> {
  const { username, passwordHash, role, nickname = '', deviceId = null, chatset = null } = user;
  const { insertId } = await tx.execute(
    `INSERT INTO user (uuid, username, username_key, password_hash, nickname, find_key, avatar, role, status, device_id, chatset, invite_confirm,
                       created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, 1, ?, ?)`,
    [
      randomUUID(),
      username,
      usernameKey(username),
      passwordHash,
      nickname,
      findKeyOf(username, nickname),
      role,
      ENABLED,
      deviceId,
      chatset,
      now,
      now,
    ],
  );
  return insertId;
}

/** Waits for work that claims a username, and says so when somebody else has it. */
export async function claiming<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SqlError && error.kind === 'duplicate') throw new ChatError('username_taken', {}, { cause: error });
    throw error;
  }
}
