import { Service } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';
import type { Limit } from '../../engine/counter.ts';
import type { Identity } from '../account/identity.ts';
import { enforce } from '../account/limit.ts';
import { endSessions, lockUser } from '../account/session.ts';
import { claiming, ENABLED, findUser, insertUser, usernameKey, type UserRow } from '../account/user.ts';
import { fail } from '../error.ts';
import type { Login } from './session.ts';

/** What people sign up and sign in with. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A change of password by its owner. */
export interface PasswordChange {
  readonly oldPassword: string;
  readonly newPassword: string;
}

/** Accounts: sign up, sign in, sign out, passwords. */
export default class AccountService extends Service {
  /** Makes a user and signs in. Fails with username_taken. */
  async register({ username, password }: Credentials): Promise<Login> {
    const passwordHash = await this.hashFor(username, password);
    const entering = this.service.session.enter(async (tx) => {
      const userId = await insertUser(tx, { username, passwordHash, role: 'user' }, Date.now());
      return { userId, role: 'user', reason: 'replaced' };
    });
    return claiming(entering);
  }

  /** Signs in. Fails with credentials_wrong (also for an unknown name), account_disabled or too_many. */
  async login({ username, password }: Credentials): Promise<Login> {
    const key = usernameKey(username);
    const user = await this.#limited(key, async () => {
      const found = await findUser(this.app.sql, 'username_key', key);
      const isRight = await this.app.password.verify(password, found?.password_hash ?? null);
      return found && isRight ? found : fail('credentials_wrong');
    });
    await this.#strengthen(user, password);
    return this.service.session.enter(async (tx) => {
      await lockUser(tx, user.id, Date.now());
      const { id, role } = await this.#stillRight(user, password, await findUser(tx, 'id', user.id));
      return { userId: id, role, reason: 'replaced' };
    });
  }

  /** Ends the caller's session, and no other. */
  async logout({ session }: Identity): Promise<void> {
    await this.service.session.end({ userId: session.userId, only: session.id, reason: 'logout' });
  }

  /** Changes the caller's password; the other sessions end. Fails with password_wrong or too_many. */
  async setPassword({ session }: Identity, { oldPassword, newPassword }: PasswordChange): Promise<void> {
    const { userId, id } = session;
    const user = (await findUser(this.app.sql, 'id', userId)) ?? fail('user_missing');
    await this.#limited(usernameKey(user.username), async () => {
      const isRight = await this.app.password.verify(oldPassword, user.password_hash);
      if (!isRight) fail('password_wrong');
    });
    const passwordHash = await this.app.password.hash(newPassword);
    const ended = await this.app.sql.transaction(async (tx) => {
      if (!(await replaceHash(tx, user, passwordHash))) fail('password_wrong');
      return endSessions(tx, { userId, reason: 'password', except: id, now: Date.now() });
    });
    this.service.session.announce(userId, ended);
  }

  /** The hash of a password for a name that nobody has; the name may still be taken before it is written. */
  async hashFor(username: string, password: string): Promise<string> {
    const holder = await findUser(this.app.sql, 'username_key', usernameKey(username));
    if (holder) fail('username_taken');
    return this.app.password.hash(password);
  }

  /** Counts each try, so that simultaneous ones cannot slip through, and forgets them all after a right one (D07). */
  async #limited<T>(key: string, attempt: () => Promise<T>): Promise<T> {
    const limit: Limit = { name: 'login', ...this.config.limit.login };
    const { counter } = this.app.engine;
    await enforce(counter, limit, { key, refusal: 'too_many' });
    const result = await attempt();
    await counter.reset(limit, key);
    return result;
  }

  /** Hashes a right password anew when its hash is cheaper than today's parameters; a simultaneous change wins. */
  async #strengthen(user: UserRow, password: string): Promise<void> {
    const { password: hasher, sql } = this.app;
    if (user.password_hash === null || !hasher.isOutdated(user.password_hash)) return;
    await replaceHash(sql, user, await hasher.hash(password));
  }

  /** What was verified may have changed before the row was locked: another password, or the account was disabled. */
  async #stillRight(verified: UserRow, password: string, current: UserRow | undefined): Promise<UserRow> {
    if (!current) fail('credentials_wrong');
    const isSame = current.password_hash === verified.password_hash;
    if (!isSame && !(await this.app.password.verify(password, current.password_hash))) fail('credentials_wrong');
    if (current.status !== ENABLED) fail('account_disabled');
    return current;
  }
}

/** Writes a hash if the one that was verified still stands, and tells whether it did. */
async function replaceHash(sql: SqlSession, user: UserRow, passwordHash: string): Promise<boolean> {
  const { affected } = await sql.execute('UPDATE user SET password_hash = ?, updated_at = ? WHERE id = ? AND password_hash = ?', [
    passwordHash,
    Date.now(),
    user.id,
    user.password_hash,
  ]);
  return affected > 0;
}
