import { createHash } from 'node:crypto';
import { fail } from '#app';
import { Service } from '#kernel';
import { SqlError, type SqlSession } from '../../../../engine/sql.ts';
import { isPushService } from '../../host.ts';

/** A browser of a session that asks to be told; keys are base64url. */
export interface Subscription {
  readonly userId: number;
  readonly sessionId: number;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** Which browsers are told of whose messages. */
export default class PushService extends Service {
  /** Remembers a browser for the session that it is signed in with, and nobody before. Fails with push_endpoint for an address of no push service. */
  async subscribe(subscription: Subscription, now: number = Date.now()): Promise<void> {
    if (!isPushService(subscription.endpoint, this.config.push.hosts)) fail('push_endpoint');
    try {
      await this.app.act({ userId: subscription.userId }, (tx) => this.#replace(tx, subscription, now));
    } catch (error) {
      // The same browser asks twice at once: the other one has just told the same.
      if (!(error instanceof SqlError) || error.kind !== 'duplicate') throw error;
    }
  }

  /** Forgets a browser of the user; false where it is not one. */
  async unsubscribe(userId: number, endpoint: string): Promise<boolean> {
    const forget = 'DELETE FROM push_subscription WHERE endpoint_hash = ? AND user_id = ?';
    const { affected } = await this.app.act({ userId }, (tx) => tx.execute(forget, [hashOf(endpoint), userId]));
    return affected > 0;
  }

  /** Forgets the browsers whose session has ended. */
  async prune(now: number = Date.now()): Promise<void> {
    await this.app.sql.execute(
      `DELETE FROM push_subscription WHERE NOT EXISTS
         (SELECT 1 FROM session s WHERE s.id = push_subscription.session_id AND s.revoked_at IS NULL AND s.expires_at > ?)`,
      [now],
    );
  }

  async #replace(tx: SqlSession, { userId, sessionId, endpoint, p256dh, auth }: Subscription, now: number): Promise<void> {
    const hash = hashOf(endpoint);
    await tx.execute('DELETE FROM push_subscription WHERE endpoint_hash = ?', [hash]);
    await tx.execute(
      'INSERT INTO push_subscription (user_id, session_id, endpoint_hash, endpoint, p256dh, auth, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [userId, sessionId, hash, endpoint, p256dh, auth, now],
    );
    await this.#dropOldest(tx, userId);
  }

  async #dropOldest(tx: SqlSession, userId: number): Promise<void> {
    const surplus = 'SELECT id FROM push_subscription WHERE user_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?';
    const [first] = await tx.query<{ id: number }>(surplus, [userId, this.config.push.perUser]);
    if (first) await tx.execute('DELETE FROM push_subscription WHERE user_id = ? AND id <= ?', [userId, first.id]);
  }
}

function hashOf(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('hex');
}
