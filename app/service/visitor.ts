import { Service } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';
import { addressKey } from '../account/address.ts';
import type { Identity } from '../account/identity.ts';
import { enforce, limitOf } from '../account/limit.ts';
import { isVisitorNickname } from '../account/random.ts';
import { isServiceAccount } from '../account/service-account.ts';
import { isSignature, type SignedDevice } from '../account/signature.ts';
import { claiming, ENABLED, findUser, usernameKey, type UserRow } from '../account/user.ts';
import { insertVisitor } from '../account/visitor.ts';
import type { WireLobby } from '../../protocol/index.ts';
import { fail } from '../error.ts';
import { featuresOf } from '../features.ts';
import { findKeyOf } from '../text/find-key.ts';
import type { NewCredentials } from './account.ts';
import type { Login } from './session.ts';

/** What a visitor's client says of itself, and what it presents. Nothing but the token proves who it is (D04). */
export interface VisitorClaim extends SignedDevice {
  /** Empty when the client did not sign. */
  readonly signature: string;
  readonly token: string | undefined;
}

const DEVICE_ID = /^[\w-]{36}$/;

/** Visitors: people without an account, known by their token, who may become users in place. */
export default class VisitorService extends Service {
  /**
   * The visitor whose token is presented, with the session it has, or a new one: a device id alone opens nothing. Fails with the
   * refusals of `check` and with visitor_limited.
   */
  async register(presented: VisitorClaim): Promise<Login> {
    this.check(presented);
    const returning = await this.current(presented);
    if (returning) return returning;
    await enforce(this.app.engine.counter, limitOf(this.app, 'visitor'), { key: addressKey(this.ctx.ip), refusal: 'visitor_limited' });
    const login = await this.service.session.enter(async (tx) => {
      const userId = await insertVisitor(tx, presented.deviceId);
      await this.app.chat.hooks.run('withinRegister', { tx, userId, role: 'visitor', origin: this.ctx });
      return { userId, role: 'visitor', reason: 'replaced' };
    });
    this.app.chat.hooks.tell('registered', { userId: login.user.id, role: 'visitor', origin: this.ctx });
    return login;
  }

  /** Makes a user of the visitor whose token is presented, with the same id; without one, a fresh user. Fails as `register` of accounts and `enter` of sessions. */
  async upgrade(presented: VisitorClaim, credentials: NewCredentials): Promise<Login> {
    this.check(presented);
    const visitor = await this.#visitorOf(presented.token);
    if (!visitor) return this.service.account.register(credentials);
    const { username, invitation } = credentials;
    const passwordHash = await this.service.account.hashFor(credentials);
    const { id: userId } = visitor.user;
    const entering = this.service.session.enter(async (tx) => {
      await this.service.invitation.spend(tx, invitation);
      await promote(tx, userId, { username, passwordHash });
      return { userId, role: 'user', reason: 'upgraded', from: visitor.session };
    });
    const login = await claiming(entering);
    await this.service.guess.remember(login.user);
    this.app.chat.hooks.tell('upgraded', { userId, origin: this.ctx });
    return login;
  }

  /** What there is to know before one is anybody: who only looks gets no row (G26). Fails with user_not_found. */
  async lobby(uuid: string): Promise<WireLobby> {
    const { sql, engine, config } = this.app;
    const { user } = await this.service.profile.show(undefined, uuid);
    const { isChecked, secret } = config.visitor.signature;
    const is_open = !isChecked || secret === '';
    const units = featuresOf(this.app);
    if (!isServiceAccount(user, config.service)) return { is_open, is_here: null, units };
    const online = [...(await engine.presence.online([user.id]))];
    const shown = online.length > 0 && (await sql.query('SELECT id FROM user WHERE id = ? AND show_presence = 1', [user.id])).length > 0;
    return { is_open, is_here: shown, units };
  }

  /** Refuses what is not signed as configured, too old or too new, or from no device: signature_*, device_invalid. */
  check({ deviceId, timestamp, signature }: VisitorClaim, now: number = Date.now()): void {
    const { isChecked, window, ...key } = this.config.visitor.signature;
    // Without a secret there is nothing to hold a signature against: the published client signs with one of its own.
    const isSigned = isChecked && key.secret !== '';
    if (isSigned && signature === '') fail('signature_missing');
    if (isSigned && !isSignature(signature, { deviceId, timestamp }, key)) fail('signature_wrong');
    if (Math.abs(now - timestamp) > window) fail('signature_expired');
    if (!DEVICE_ID.test(deviceId)) fail('device_invalid');
  }

  /** The visitor whose token is presented, on the device that it was given to; undefined for anybody else. */
  async current({ token, deviceId }: VisitorClaim): Promise<Login | undefined> {
    const visitor = await this.#visitorOf(token);
    if (!visitor || token === undefined) return undefined;
    const user = await findUser(this.app.sql, 'id', visitor.user.id);
    if (user?.device_id !== deviceId) return undefined;
    return { user, role: 'visitor', token: (await this.service.session.renew(visitor.session)) ?? token };
  }

  /** Whose visitor session the token names, if it is good. */
  async #visitorOf(token: string | undefined): Promise<Identity | undefined> {
    const identity = await this.service.session.callerOf(token);
    return identity?.isVisitor ? identity : undefined;
  }
}

/** Writes name and password into a visitor's row; a name that we gave gives way to the chosen username. */
async function promote(
  tx: SqlSession,
  userId: number,
  { username, passwordHash }: { username: string; passwordHash: string },
): Promise<void> {
  const now = Date.now();
  const { affected } = await tx.execute(
    `UPDATE user SET username = ?, username_key = ?, name_key = '', password_hash = ?, role = 'user', updated_at = ? WHERE id = ? AND role = 'visitor' AND status = ?`,
    [username, usernameKey(username), passwordHash, now, userId, ENABLED],
  );
  // Another tab was faster, or the visitor was disabled meanwhile: the token proves nothing any more.
  if (affected === 0) fail('token_invalid');
  const user: UserRow | undefined = await findUser(tx, 'id', userId);
  const nickname = !user || isVisitorNickname(user.nickname) ? '' : user.nickname;
  await tx.execute('UPDATE user SET nickname = ?, find_key = ? WHERE id = ?', [nickname, findKeyOf(username, nickname), userId]);
}
