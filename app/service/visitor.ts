import { Service } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';
import { addressKey } from '../account/address.ts';
import type { Identity } from '../account/identity.ts';
import { enforce } from '../account/limit.ts';
import { isVisitorNickname, randomVisitorName, randomVisitorNickname } from '../account/random.ts';
import { isSignature, type Signed } from '../account/signature.ts';
import { claiming, ENABLED, findUser, insertUser, usernameKey, type UserRow } from '../account/user.ts';
import { ChatError, fail } from '../error.ts';
import type { Credentials } from './account.ts';
import type { Login } from './session.ts';

/** What a visitor's client says of itself, and what it presents. Nothing but the token proves who it is (D04). */
export interface Presented extends Signed {
  /** Empty when the client did not sign. */
  readonly signature: string;
  readonly token: string | undefined;
}

/** What the session layer refuses a token with; other failures are no answer to "who is this". */
const REFUSALS: ReadonlySet<string> = new Set([
  'token_missing',
  'token_expired',
  'token_invalid',
  'token_replaced',
  'user_missing',
  'user_disabled',
]);

const DEVICE_ID = /^[\w-]{36}$/;

/** Visitors: people without an account, known by their token, who may become users in place. */
export default class VisitorService extends Service {
  /**
   * The visitor whose token is presented, with the session it has, or a new one: a device id alone opens nothing. Fails with the
   * refusals of `check` and with visitor_limited.
   */
  async register(presented: Presented): Promise<Login> {
    this.check(presented);
    const returning = await this.current(presented);
    if (returning) return returning;
    const limit = { name: 'visitor', ...this.config.limit.visitor };
    await enforce(this.app.engine.counter, limit, { key: addressKey(this.ctx.ip), refusal: 'visitor_limited' });
    return this.service.session.enter(async (tx) => {
      const names = { username: randomVisitorName(), nickname: randomVisitorNickname() };
      const userId = await insertUser(tx, { ...names, passwordHash: null, role: 'visitor', deviceId: presented.deviceId }, Date.now());
      return { userId, role: 'visitor', reason: 'replaced' };
    });
  }

  /** Makes a user of the visitor whose token is presented, with the same id; without one, a fresh user. Fails with username_taken. */
  async upgrade(presented: Presented, credentials: Credentials): Promise<Login> {
    this.check(presented);
    const visitor = await this.#visitorOf(presented.token);
    if (!visitor) return this.service.account.register(credentials);
    const { username, password } = credentials;
    const passwordHash = await this.service.account.hashFor(username, password);
    const { id: userId } = visitor.user;
    const entering = this.service.session.enter(async (tx) => {
      await promote(tx, userId, { username, passwordHash });
      return { userId, role: 'user', reason: 'upgraded' };
    });
    return claiming(entering);
  }

  /** Refuses what is not signed as configured, too old or too new, or from no device: signature_*, device_invalid. */
  check({ deviceId, timestamp, signature }: Presented, now: number = Date.now()): void {
    const { isChecked, window, ...key } = this.config.visitor.signature;
    // Without a secret there is nothing to hold a signature against: the published client signs with one of its own.
    const isSigned = isChecked && key.secret !== '';
    if (isSigned && signature === '') fail('signature_missing');
    if (isSigned && !isSignature(signature, { deviceId, timestamp }, key)) fail('signature_wrong');
    if (Math.abs(now - timestamp) > window) fail('signature_expired');
    if (!DEVICE_ID.test(deviceId)) fail('device_invalid');
  }

  /** The visitor whose token is presented, on the device that it was given to; undefined for anybody else. */
  async current({ token, deviceId }: Presented): Promise<Login | undefined> {
    const visitor = await this.#visitorOf(token);
    if (!visitor || token === undefined) return undefined;
    const user = await findUser(this.app.sql, 'id', visitor.user.id);
    if (user?.device_id !== deviceId) return undefined;
    return { user, role: 'visitor', token: (await this.service.session.renew(visitor.session)) ?? token };
  }

  /** Whose visitor session the token names, if it is good. */
  async #visitorOf(token: string | undefined): Promise<Identity | undefined> {
    try {
      const identity = await this.service.session.authenticate(token);
      return identity.isVisitor ? identity : undefined;
    } catch (error) {
      if (error instanceof ChatError && REFUSALS.has(error.code)) return undefined;
      throw error;
    }
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
  if (user && isVisitorNickname(user.nickname)) await tx.execute(`UPDATE user SET nickname = '' WHERE id = ?`, [userId]);
}
