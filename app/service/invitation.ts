import { createHash } from 'node:crypto';
import { Op } from 'sequelize';
import { Service } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';
import { randomCode } from '../account/random.ts';
import { fail } from '../error.ts';

/** A code by which one account is made. */
export interface Invitation {
  readonly code: string;
  readonly expiresAt: number;
}

/** Who may sign up: everybody, users with an invitation, or nobody (`config.signup`). Accounts that administrators make are not asked. */
export default class InvitationService extends Service {
  /** A fresh code, good for one account within `ttl` ms. */
  async make(ttl: number, now: number = Date.now()): Promise<Invitation> {
    const code = randomCode();
    const expiresAt = now + ttl;
    await this.app.model.invitation.create({ codeHash: hashOf(code), createdAt: now, expiresAt });
    return { code, expiresAt };
  }

  /** Before anything is done for a new account. Fails with signup_closed, invitation_required or invitation_invalid. */
  async assertWelcome(code: string | undefined, now: number = Date.now()): Promise<void> {
    const { signup } = this.config;
    if (signup === 'closed') fail('signup_closed');
    if (signup === 'open') return;
    const codeHash = hashOf(code ?? fail('invitation_required'));
    const found = await this.app.model.invitation.count({ where: { codeHash, expiresAt: { [Op.gt]: now } } });
    if (found === 0) fail('invitation_invalid');
  }

  /** Spends the code in the transaction that makes the account: of two that come with it one makes it. Fails with invitation_invalid. */
  async spend(tx: SqlSession, code: string | undefined): Promise<void> {
    if (this.config.signup === 'open') return;
    const { affected } = await tx.execute('DELETE FROM invitation WHERE code_hash = ?', [hashOf(code ?? '')]);
    if (affected === 0) fail('invitation_invalid');
  }
}

function hashOf(code: string): string {
  return createHash('sha256').update(`invitation:${code.trim().toUpperCase()}`).digest('hex');
}
