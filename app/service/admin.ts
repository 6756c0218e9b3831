import { Service } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';
import type { WireUser } from '../../protocol/index.ts';
import { readNickname } from '../account/field.ts';
import { checkPassword } from '../account/password-rule.ts';
import { randomPassword } from '../account/random.ts';
import { endSessions, lockUser, noteChange, type EndReason } from '../account/session.ts';
import { claiming, DISABLED, ENABLED, ERASED, findUser, insertUser, SERVICE_ACCOUNT, usernameKey, type UserRow } from '../account/user.ts';
import { GROUP_STATUS } from '../cache.ts';
import { ChatError, fail } from '../error.ts';
import { searchGroups, type ListedGroup } from '../group/list.ts';
import { lockGroup, noteGroupChange, setStatus } from '../group/store.ts';
import { noteClosing } from '../people/closing.ts';
import { writeChatset } from '../policy/chatset.ts';
import { presentPeer } from '../presenter/message.ts';
import { findPattern } from '../text/find-key.ts';

/** Which users to list: those whose username or nickname holds the text, literally; pages from 1. */
export interface UserQuery {
  readonly search?: string;
  readonly page: number;
  readonly limit: number;
}

/** One page of users, newest first. */
export interface UserPage {
  readonly rows: readonly UserRow[];
  readonly total: number;
}

/** One page of groups, newest first. */
export interface GroupPage {
  readonly rows: readonly ListedGroup[];
  readonly total: number;
}

/** What an administrator makes an account with. */
export interface NewAccount {
  readonly username: string;
  readonly password: string;
  /** '' for none: the username is shown. */
  readonly nickname: string;
  /** Whether it is one of `config.service.accounts`, to which everybody may write. */
  readonly isService: boolean;
}

const FREELY = { sendCount: 2, needFollow: false } as const;
/** Everybody may write. */
const OPEN = writeChatset({ visitor: FREELY, user: FREELY });

/** What administrators do to accounts and groups; every act is felt by all nodes within a second. */
export default class AdminService extends Service {
  /** A user by username, or else by id. Fails with user_not_found. */
  async find(name: string): Promise<UserRow> {
    const { sql } = this.app;
    // MySQL compares no other characters with the column, and says so by an error.
    if (!/^\w{1,20}$/.test(name)) fail('user_not_found');
    const byName = await findUser(sql, 'username_key', usernameKey(name));
    if (byName) return byName;
    const byId = /^\d{1,15}$/.test(name) ? await findUser(sql, 'id', Number(name)) : undefined;
    return byId && byId.status !== ERASED ? byId : fail('user_not_found');
  }

  /** A user as anybody sees them. Fails as `find`. */
  async face(name: string): Promise<WireUser> {
    return presentPeer(await this.find(name));
  }

  /** Makes an account, whoever may sign up; returns its id. Fails with username_taken, name_reserved, nickname_too_long and as `checkPassword`. */
  async create({ username, password, nickname, isService }: NewAccount): Promise<number> {
    const name = nickname === '' ? '' : readNickname(nickname);
    if (!isService) for (const each of [username, name]) await this.service.name.assertFree(each);
    await checkPassword({ username, password });
    const passwordHash = await this.app.password.hash(password);
    const account = { username, passwordHash, role: 'user', nickname: name, ...(isService && { chatset: OPEN }) } as const;
    const { sql, chat } = this.app;
    const making = sql.transaction(async (tx) => {
      const userId = await insertUser(tx, account, Date.now());
      await chat.hooks.run('withinRegister', { tx, userId, role: 'user', origin: this.ctx });
      return userId;
    });
    const userId = await claiming(making);
    chat.hooks.tell('registered', { userId, role: 'user', origin: this.ctx });
    return userId;
  }

  /** A page of users. */
  async list({ search = '', page, limit }: UserQuery): Promise<UserPage> {
    const pattern = findPattern(search) ?? '%';
    const where = `WHERE find_key LIKE ? ESCAPE '!'`;
    const { sql } = this.app;
    const rows = await sql.query<UserRow>(`SELECT * FROM user ${where} ORDER BY id DESC LIMIT ? OFFSET ?`, [
      pattern,
      limit,
      (page - 1) * limit,
    ]);
    const [count] = await sql.query<{ total: number }>(`SELECT COUNT(*) AS total FROM user ${where}`, [pattern]);
    return { rows, total: count?.total ?? 0 };
  }

  /** Closes an account: no login, no request, no socket. Returns how many sessions ended. */
  disable(userId: number): Promise<number> {
    return this.#change(userId, 'disabled', (tx) => tx.execute('UPDATE user SET status = ? WHERE id = ?', [DISABLED, userId]));
  }

  /** Opens an account again; sessions that ended stay ended. */
  async enable(userId: number): Promise<void> {
    await this.#change(userId, undefined, (tx) => tx.execute('UPDATE user SET status = ? WHERE id = ?', [ENABLED, userId]));
  }

  /** Sets another password; whoever was signed in with the old one no longer is. Returns how many sessions ended. Fails as `checkPassword`. */
  async setPassword(userId: number, password: string): Promise<number> {
    const { username } = (await findUser(this.app.sql, 'id', userId)) ?? fail('user_not_found');
    await checkPassword({ username, password });
    const hash = await this.app.password.hash(password);
    return this.#change(userId, 'password', (tx) => tx.execute('UPDATE user SET password_hash = ? WHERE id = ?', [hash, userId]));
  }

  /** Ends every session of a user. Returns how many. */
  signOut(userId: number): Promise<number> {
    return this.#change(userId, 'signout', () => Promise.resolve());
  }

  /** A page of groups, whatever their state: those whose name holds the text, literally, or whose number it is. */
  listGroups({ search = '', page, limit }: UserQuery): Promise<GroupPage> {
    return searchGroups(this.app.sql, search, { page, limit });
  }

  /** Closes a group: nobody writes to it, finds it or joins it. Returns its name. Fails with group_missing, also for a dissolved one. */
  banGroup(groupId: number): Promise<string> {
    return this.#setGroup(groupId, GROUP_STATUS.banned);
  }

  /** Opens a banned group again, as it was. Returns its name. Fails as `banGroup`. */
  unbanGroup(groupId: number): Promise<string> {
    return this.#setGroup(groupId, GROUP_STATUS.open);
  }

  /** On an empty store makes the service account and returns its password, which is nowhere else; otherwise, or when another node was faster, undefined. */
  async createServiceAccount(): Promise<string | undefined> {
    const [first] = await this.app.sql.query('SELECT id FROM user LIMIT 1');
    if (first) return undefined;
    const password = randomPassword();
    const passwordHash = await this.app.password.hash(password);
    const account = { username: SERVICE_ACCOUNT, passwordHash, role: 'user', nickname: '客服', chatset: OPEN } as const;
    try {
      await claiming(insertUser(this.app.sql, account, Date.now()));
      return password;
    } catch (error) {
      if (error instanceof ChatError && error.code === 'username_taken') return undefined;
      throw error;
    }
  }

  async #setGroup(groupId: number, status: number): Promise<string> {
    const { name } = await this.app.sql.transaction(async (tx) => {
      const group = await lockGroup(tx, groupId);
      if (!group || group.status === GROUP_STATUS.dissolved) return fail('group_missing');
      if (group.status !== status) await setStatus(tx, groupId, status);
      await this.app.files.showPicture(tx, group.avatar, status === GROUP_STATUS.open);
      await noteGroupChange(tx, groupId, Date.now());
      return group;
    });
    this.app.invalidate([`group:${groupId}`]);
    return name;
  }

  async #change(userId: number, reason: EndReason | undefined, write: (tx: SqlSession) => Promise<unknown>): Promise<number> {
    const ended = await this.app.sql.transaction(async (tx) => {
      const now = Date.now();
      await lockUser(tx, userId, now);
      const user = await findUser(tx, 'id', userId);
      if (!user || user.status === ERASED) fail('user_not_found');
      await write(tx);
      await noteChange(tx, userId, now);
      if (reason === 'disabled') await noteClosing(tx, userId, now + this.config.closing.again);
      return reason ? endSessions(tx, { userId, reason, now }) : [];
    });
    this.service.session.announce(userId, ended);
    if (reason === 'disabled') await this.service.closing.finish(userId);
    return ended.length;
  }
}
