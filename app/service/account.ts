import { Service } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';
import type { Confirmation } from '../account/confirmation.ts';
import type { Identity } from '../account/identity.ts';
import { checkPassword } from '../account/password-rule.ts';
import { endSessions, isOpenSession, lockUser } from '../account/session.ts';
import { claiming, ENABLED, findUser, insertUser, usernameKey, type UserRow } from '../account/user.ts';
import { fail, type ErrorCode } from '../error.ts';
import type { Login } from './session.ts';

/** What people sign up and sign in with. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What an account is made with. */
export interface NewCredentials extends Credentials {
  /** Where signing up takes one. */
  readonly invitation?: string | undefined;
}

/** A change of password by its owner. */
export interface PasswordChange {
  readonly oldPassword: string;
  readonly newPassword: string;
}

/** Accounts: sign up, sign in, sign out, passwords. */
export default class AccountService extends Service {
  /** Makes a user and signs in. Fails as `hashFor`. */
  async register(credentials: NewCredentials): Promise<Login> {
    const { username, invitation } = credentials;
    const passwordHash = await this.hashFor(credentials);
    const entering = this.service.session.enter(async (tx) => {
      await this.service.invitation.spend(tx, invitation);
      const userId = await insertUser(tx, { username, passwordHash, role: 'user' }, Date.now());
      await this.app.chat.hooks.run('withinRegister', { tx, userId, role: 'user', origin: this.ctx });
      return { userId, role: 'user', reason: 'replaced' };
    });
    const login = await claiming(entering);
    await this.service.guess.remember(login.user);
    this.app.chat.hooks.tell('registered', { userId: login.user.id, role: 'user', origin: this.ctx });
    return login;
  }

  /** Signs in. Fails with credentials_wrong (also for an unknown name), account_disabled or too_many. */
  async login({ username, password }: Credentials): Promise<Login> {
    const key = usernameKey(username);
    const found = await findUser(this.app.sql, 'username_key', key);
    const user = await this.service.guess.attempt({ username: key, account: found }, async () => {
      const isRight = await this.app.password.verify(password, found?.password_hash ?? null);
      return found && isRight ? found : fail('credentials_wrong');
    });
    await this.#strengthen(user, password);
    const login = await this.service.session.enter(async (tx) => {
      await lockUser(tx, user.id, Date.now());
      const { id, role } = await this.#stillRight(user, password, await findUser(tx, 'id', user.id));
      return { userId: id, role, reason: 'replaced' };
    });
    await this.service.guess.remember(login.user);
    this.app.chat.hooks.tell('loggedIn', { userId: login.user.id, origin: this.ctx });
    return login;
  }

  /** Ends the caller's session, and no other. */
  async logout({ session }: Identity): Promise<void> {
    await this.service.session.end({ userId: session.userId, only: session.id, reason: 'logout' });
  }

  /** Changes the caller's password; the other sessions end, for clients that keep their token. Fails with password_wrong, too_many, token_invalid where the session has ended meanwhile, and as `checkPassword`. */
  async setPassword(caller: Identity, change: PasswordChange): Promise<void> {
    const { userId, id } = caller.session;
    const { user, passwordHash } = await this.#confirmChange(caller, change);
    const ended = await this.app.act({ userId }, async (tx) => {
      if (!(await isOpenSession(tx, id))) fail('token_invalid');
      if (!(await replaceHash(tx, user, passwordHash))) fail('password_wrong');
      return endSessions(tx, { userId, reason: 'password', except: id, now: Date.now() });
    });
    this.service.session.announce(userId, ended);
    await this.service.guess.remember({ id: userId, password_hash: passwordHash });
  }

  /** The same, and the caller's session ends too, with every token that was handed on from it: the caller goes on in a new one. */
  async renewPassword(caller: Identity, change: PasswordChange): Promise<Login> {
    const { session } = caller;
    const { userId, role } = session;
    const { user, passwordHash } = await this.#confirmChange(caller, change);
    const login = await this.service.session.enter(async (tx) => {
      await lockUser(tx, userId, Date.now());
      if (!(await replaceHash(tx, user, passwordHash))) fail('password_wrong');
      return { userId, role, reason: 'upgraded', from: session };
    });
    await this.service.guess.remember(login.user);
    return login;
  }

  /**
   * Makes sure that the caller knows the password of the account, whose tries are limited like those to sign in; whoever has none, as visitors,
   * is asked for none, whatever the session. Fails with `wrong`, input_required and too_many.
   */
  async confirm(
    { session }: Identity,
    { password, wrong }: { readonly password: string | undefined; readonly wrong: ErrorCode },
  ): Promise<Confirmation> {
    const user = (await findUser(this.app.sql, 'id', session.userId)) ?? fail('user_missing');
    const confirmation = { user, sessionId: session.id, wrong };
    if (user.password_hash === null) return confirmation;
    await this.#verify(confirmation, password ?? fail('input_required', { desc: { zh: '密码', en: 'Password' } }));
    return confirmation;
  }

  /**
   * The hash of a password for somebody who may sign up with a name that nobody has; the name may still be taken, and the invitation spent, before
   * it is written. Fails as `assertWelcome` of invitations, with username_taken, and as `checkPassword`.
   */
  async hashFor(wanted: NewCredentials): Promise<string> {
    await this.service.invitation.assertWelcome(wanted.invitation);
    const holder = await findUser(this.app.sql, 'username_key', usernameKey(wanted.username));
    if (holder) fail('username_taken');
    await this.service.name.assertFree(wanted.username);
    await checkPassword(wanted);
    return this.app.password.hash(wanted.password);
  }

  /** Makes sure that the caller knows the old password and may have the new one; the row as it was, and the new hash. */
  async #confirmChange(
    { session }: Identity,
    { oldPassword, newPassword }: PasswordChange,
  ): Promise<{ user: UserRow; passwordHash: string }> {
    const user = (await findUser(this.app.sql, 'id', session.userId)) ?? fail('user_missing');
    await this.#verify({ user, sessionId: session.id, wrong: 'password_wrong' }, oldPassword);
    await checkPassword({ username: user.username, password: newPassword });
    return { user, passwordHash: await this.app.password.hash(newPassword) };
  }

  async #verify({ user, sessionId, wrong }: Confirmation, password: string): Promise<void> {
    await this.service.guess.attempt({ username: usernameKey(user.username), account: user, sessionId }, async () => {
      const isRight = await this.app.password.verify(password, user.password_hash);
      if (!isRight) fail(wrong);
    });
  }

  /** Hashes a right password anew when its hash is cheaper than today's parameters; a simultaneous change wins. */
  async #strengthen(user: UserRow, password: string): Promise<void> {
    const { password: hasher, sql } = this.app;
    if (user.password_hash === null || user.status !== ENABLED || !hasher.isOutdated(user.password_hash)) return;
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
