import { Service, type Application } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';
import { Identity } from '../account/identity.ts';
import { holdUsers, isOpen } from '../account/act.ts';
import { endSessions, insertSession, isOpenSession, type Ending, type EndReason } from '../account/session.ts';
import { ENABLED, findUser, type UserRow, type Role } from '../account/user.ts';
import type { CachedSession } from '../cache.ts';
import { ChatError, fail } from '../error.ts';
import { translate } from '../error/translate.ts';

/** A login that is about to be written. */
export interface Opening {
  readonly userId: number;
  readonly role: Role;
  /** What the sessions before it are told; `upgraded`: another token goes on for them. */
  readonly reason: Extract<EndReason, 'replaced' | 'upgraded'>;
  /** The session that the new one goes on from, of the same user: what has ended meanwhile opens nothing more (G02). */
  readonly from?: CachedSession | undefined;
  /** The session that the client was in so far, of somebody else: it ends too. `prepare` holds that user's row. */
  readonly leaving?: CachedSession | undefined;
}

/** A login: the user as it is now, the role of the session, and the token that names it. */
export interface Login {
  readonly user: UserRow;
  readonly role: Role;
  readonly token: string;
}

/** A session as it was written. */
interface WrittenSession extends Opening {
  readonly id: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Sessions that it ended. */
  readonly ended: readonly number[];
  /** The one of `leaving`, unless it had ended. */
  readonly left: readonly number[];
}

/** Login sessions: rows in SQL, named by the token, ended everywhere at once. One device: a login ends all before it. */
export default class SessionService extends Service {
  /**
   * Who a token speaks for; from caches alone once they are warm. Fails with token_missing, token_expired, token_invalid,
   * token_replaced, user_missing or user_disabled. A visitor's session is none of an account: that asks for its password (G01).
   */
  async authenticate(token: string | undefined, now: number = Date.now()): Promise<Identity> {
    if (token === undefined || token === '') fail('token_missing');
    const claims = this.#read(token, now);
    const { user: users, session: sessions } = this.app.caches;
    const [user, session] = await Promise.all([users.get(claims.sub), sessions.get(claims.sid)]);
    if (!user) fail('user_missing');
    if (user.status !== ENABLED) fail('user_disabled');
    if (session?.userId !== user.id || (session.role === 'visitor' && user.role !== 'visitor')) fail('token_invalid');
    checkSession(session, now);
    return new Identity(user, session);
  }

  /** Who presents a token; undefined where there is none, or one that is not good, for whatever reason. */
  async callerOf(token: string | undefined): Promise<Identity | undefined> {
    if (token === undefined) return undefined;
    try {
      return await this.authenticate(token);
    } catch (error) {
      if (error instanceof ChatError && error.status === 401) return undefined;
      throw error;
    }
  }

  /**
   * Signs in within one transaction: `prepare` writes the user or checks it; then the sessions before end, and the new one gets an id
   * greater than theirs. Simultaneous logins of a user go one after the other, and the last one stays. Fails with account_disabled, and with
   * token_invalid where the session that it goes on from has ended.
   */
  async enter(prepare: (tx: SqlSession) => Promise<Opening>): Promise<Login> {
    const { opened, user } = await this.app.sql.transaction(async (tx) => {
      const opened = await this.#open(tx, await prepare(tx));
      return { opened, user: await findUser(tx, 'id', opened.userId) };
    });
    if (!user) fail('user_missing');
    this.announce(user.id, opened.ended);
    if (opened.leaving) this.announce(opened.leaving.userId, opened.left);
    return { user, role: opened.role, token: this.#sign(opened) };
  }

  /** A new token of the same session once half of its life is over; undefined while the old one will do. */
  async renew({ id, userId, role, expiresAt }: CachedSession, now: number = Date.now()): Promise<string | undefined> {
    const { ttl } = this.config.session;
    if (expiresAt - now > ttl / 2) return undefined;
    // A session that ended meanwhile stays as it ended.
    await this.app.model.session.update({ expiresAt: now + ttl }, { where: { id, revokedAt: null } });
    this.app.invalidate([`session:${id}`]);
    return this.#sign({ id, userId, role, createdAt: now, expiresAt: now + ttl });
  }

  /** Another token of a session that goes on. */
  again(session: CachedSession, now: number = Date.now()): string {
    return this.#sign({ ...session, createdAt: now });
  }

  /** Ends sessions of a user, everywhere; returns how many. */
  async end(ending: Omit<Ending, 'now'>): Promise<number> {
    const ended = await this.app.sql.transaction(async (tx) => {
      await holdUsers(tx, this.app.sql.dialect, [ending.userId]);
      return endSessions(tx, { ...ending, now: Date.now() });
    });
    this.announce(ending.userId, ended);
    return ended.length;
  }

  /** After a commit that changed a user: every node forgets the user and the ended sessions, and closes their sockets. */
  announce(userId: number, ended: readonly number[] = []): void {
    this.app.invalidate([`user:${userId}`, ...ended.map((id) => `session:${id}`)]);
    if (ended.length > 0) this.app.engine.bus.broadcast({ kind: 'revoke', userId, sessionIds: ended });
  }

  /** The plugin's refusal, as the table has it. */
  #read(token: string, now: number): ReturnType<Application['token']['verify']> {
    try {
      return this.app.token.verify(token, now);
    } catch (error) {
      throw translate(error);
    }
  }

  async #open(tx: SqlSession, opening: Opening): Promise<WrittenSession> {
    const { userId, role, reason, from, leaving } = opening;
    const createdAt = Date.now();
    const expiresAt = createdAt + this.config.session.ttl;
    // Until the commit: another login reads the sessions only after this one is among them, and nobody enters a closed account.
    if (!isOpen(await holdUsers(tx, this.app.sql.dialect, [userId]), userId)) fail('account_disabled');
    if (from && !(await isOpenSession(tx, from.id))) fail('token_invalid');
    await tx.execute('UPDATE user SET login_at = ? WHERE id = ?', [createdAt, userId]);
    const ended = await endSessions(tx, { userId, reason, now: createdAt });
    const left = leaving ? await endSessions(tx, { userId: leaving.userId, only: leaving.id, reason: 'upgraded', now: createdAt }) : [];
    const client = { address: this.ctx.ip, agent: this.ctx.get('user-agent') };
    const id = await insertSession(tx, { userId, role, createdAt, expiresAt, ...client });
    return { ...opening, id, createdAt, expiresAt, ended, left };
  }

  #sign({ id, userId, role, createdAt, expiresAt }: Pick<WrittenSession, 'id' | 'userId' | 'role' | 'createdAt' | 'expiresAt'>): string {
    return this.app.token.sign({ sub: userId, sid: id, role, iat: seconds(createdAt), exp: seconds(expiresAt) });
  }
}

function checkSession({ revokedAt, reason, expiresAt }: CachedSession, now: number): void {
  if (revokedAt !== null) fail(reason === 'replaced' ? 'token_replaced' : 'token_invalid');
  if (expiresAt <= now) fail('token_expired');
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
