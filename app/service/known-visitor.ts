import { createHmac, timingSafeEqual } from 'node:crypto';
import { Service } from '#kernel';
import { SqlError, type SqlSession } from '../../engine/sql.ts';
import { readField } from '../account/field.ts';
import { ENABLED, findUser } from '../account/user.ts';
import { fail } from '../error.ts';
import type { Login } from './session.ts';
import type { Presented } from './visitor.ts';

/** What a site says of its visitor; the signature covers the id alone. */
export interface KnownVisitor {
  /** The site's own id of the visitor. */
  readonly externalId: string;
  /** Hex HMAC-SHA256 of the id under the secret that the site's server shares with this one. */
  readonly signature: string;
  readonly nickname: string | undefined;
  readonly avatar: string | undefined;
}

/** Visitors whom the site they visit knows: one visitor per id of the site, on whichever device. */
export default class KnownVisitorService extends Service {
  /**
   * The visitor with this id of the site; the one who presents a token becomes it, unless that visitor has an id already.
   * Fails with identity_closed (no secret is configured), identity_wrong and what `visitor.register` fails with.
   */
  async identify(presented: Presented, known: KnownVisitor): Promise<Login> {
    const { secret } = this.config.visitor.identity;
    this.service.visitor.check(presented);
    if (secret === '') fail('identity_closed');
    if (!isSigned(known, secret)) fail('identity_wrong');
    const userId = await this.#holder(known.externalId);
    const login = userId === undefined ? await this.#claim(presented, known.externalId) : await this.#enter(presented, userId);
    await this.#show(login.user.id, known);
    return { ...login, user: (await findUser(this.app.sql, 'id', login.user.id)) ?? login.user };
  }

  async #holder(externalId: string): Promise<number | undefined> {
    const [row] = await this.app.sql.query<{ userId: number }>('SELECT user_id AS userId FROM known_visitor WHERE external_id = ?', [
      externalId,
    ]);
    return row?.userId;
  }

  /** Whoever comes with the token of that visitor stays in the session; else a new one begins. */
  async #enter(presented: Presented, userId: number): Promise<Login> {
    const current = await this.service.visitor.current(presented);
    if (current?.user.id === userId) return current;
    return this.service.session.enter(async (tx) => {
      const user = await findUser(tx, 'id', userId);
      if (user?.status !== ENABLED) return fail('account_disabled');
      return { userId, role: 'visitor', reason: 'replaced' };
    });
  }

  async #claim(presented: Presented, externalId: string): Promise<Login> {
    const current = await this.service.visitor.current(presented);
    if (current && (await bind(this.app.sql, externalId, current.user.id))) return current;
    const fresh = await this.service.visitor.register({ ...presented, token: undefined });
    if (await bind(this.app.sql, externalId, fresh.user.id)) return fresh;
    // Another tab was faster: its visitor is the one.
    const holder = await this.#holder(externalId);
    return holder === undefined ? fail('unavailable') : this.#enter(presented, holder);
  }

  async #show(userId: number, { nickname, avatar }: KnownVisitor): Promise<void> {
    const { profile } = this.config;
    const given = Object.entries({ nickname, avatar });
    for (const [name, value] of given) {
      if (value === undefined) continue;
      const change = readField(name, value, profile);
      if (change.column === 'profile') continue;
      await this.app.sql.execute(`UPDATE user SET ${change.column} = ? WHERE id = ?`, [change.value, userId]);
    }
    this.app.invalidate([`user:${userId}`]);
  }
}

/** False when the id or the visitor is bound already. */
async function bind(sql: SqlSession, externalId: string, userId: number): Promise<boolean> {
  try {
    await sql.execute('INSERT INTO known_visitor (external_id, user_id, created_at) VALUES (?, ?, ?)', [externalId, userId, Date.now()]);
    return true;
  } catch (error) {
    if (error instanceof SqlError && error.kind === 'duplicate') return false;
    throw error;
  }
}

function isSigned({ externalId, signature }: KnownVisitor, secret: string): boolean {
  const right = createHmac('sha256', secret).update(externalId).digest();
  const given = Buffer.from(signature, 'hex');
  return given.length === right.length && timingSafeEqual(given, right);
}
