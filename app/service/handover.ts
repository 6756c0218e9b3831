import { createHash } from 'node:crypto';
import { Op } from 'sequelize';
import { Service } from '#kernel';
import type { Identity } from '../account/identity.ts';
import { randomCode } from '../account/random.ts';
import { findUser, type UserRow } from '../account/user.ts';
import type { CachedSession } from '../cache.ts';
import { fail } from '../error.ts';
import type { Login } from './session.ts';

/** A code that takes a session to another device, once. */
export interface Handover {
  readonly code: string;
  readonly expiresAt: number;
}

/** Takes a login session along to another device: both stay in it, as two tabs would. */
export default class HandoverService extends Service {
  /** A fresh code of the caller's session; codes before it are void. */
  async make({ session }: Identity, now: number = Date.now()): Promise<Handover> {
    const code = randomCode();
    const expiresAt = now + this.config.session.handover;
    await this.app.act({ userId: session.userId }, async (tx) => {
      await tx.execute('DELETE FROM handover WHERE session_id = ? OR expires_at < ?', [session.id, now]);
      await tx.execute('INSERT INTO handover (code_hash, session_id, created_at, expires_at) VALUES (?, ?, ?, ?)', [
        hashOf(code),
        session.id,
        now,
        expiresAt,
      ]);
    });
    return { code, expiresAt };
  }

  /** Whose session a code stands for, which stays good. Fails as `take`. */
  async look(code: string, now: number = Date.now()): Promise<UserRow> {
    return (await this.#find(hashOf(code.toUpperCase()), now)).user;
  }

  /** Whether the caller's session has a code that nobody has used, and that is still good. */
  async isWaiting({ session }: Identity, now: number = Date.now()): Promise<boolean> {
    return (await this.app.model.handover.count({ where: { sessionId: session.id, expiresAt: { [Op.gt]: now } } })) > 0;
  }

  /** The session that a code stands for. Fails with handover_invalid: used, expired, void or never given. */
  async take(code: string, now: number = Date.now()): Promise<Login> {
    const hash = hashOf(code.toUpperCase());
    const { user, session } = await this.#find(hash, now);
    // Of two that take it at once one deletes the row.
    const taken = await this.app.model.handover.destroy({ where: { codeHash: hash } });
    if (taken === 0) fail('handover_invalid');
    const token = this.service.session.again(session, now);
    await this.service.session.authenticate(token, now);
    return { user, role: session.role, token };
  }

  async #find(hash: string, now: number): Promise<{ user: UserRow; session: CachedSession }> {
    const { sql, caches, model } = this.app;
    const handover = await model.handover.findOne({ where: { codeHash: hash, expiresAt: { [Op.gt]: now } } });
    const session = handover && (await caches.session.get(handover.sessionId));
    if (!session || session.revokedAt !== null || session.expiresAt <= now) return fail('handover_invalid');
    return { session, user: (await findUser(sql, 'id', session.userId)) ?? fail('handover_invalid') };
  }
}

function hashOf(code: string): string {
  return createHash('sha256').update(`handover:${code}`).digest('hex');
}
