import { marks } from '../../engine/marks.ts';
import { Service } from '#kernel';
import { insertIgnore } from '../../engine/insert-ignore.ts';
import type { SqlSession } from '../../engine/sql.ts';
import type { Identity } from '../account/identity.ts';
import { lockUser, noteChange } from '../account/session.ts';
import { ERASED, findUser } from '../account/user.ts';
import { fail } from '../error.ts';
import type { RightCode } from '../right/catalogue.ts';

/** Rights of single accounts, which an operator grants; what members of a group may do is the group's own. */
export default class RightService extends Service {
  /** Whether the caller has a right; visitors have none. From memory once warm. */
  async may({ user, isVisitor = false }: Pick<Identity, 'user'> & { readonly isVisitor?: boolean }, code: RightCode): Promise<boolean> {
    return !isVisitor && (await this.app.caches.right.get(user.id)).has(code);
  }

  /** Makes sure of it. Fails with right_missing, which names the right. */
  async assert(identity: Identity, code: RightCode): Promise<void> {
    if (await this.may(identity, code)) return;
    fail('right_missing', { right: this.app.rights.find(code) ?? code });
  }

  /** Grants a right to an account; every node knows within a second. Fails with user_not_found, or visitor_refused for one without an account. */
  async grant(userId: number, code: RightCode): Promise<void> {
    await this.#change(userId, async (tx, now) => {
      const insert = insertIgnore(this.app.sql.dialect);
      await tx.execute(`${insert} INTO user_right (user_id, code, created_at) VALUES (?, ?, ?)`, [userId, code, now]);
    });
  }

  /** Takes a right away, also one that no unit declares any more; whether the account had it. Fails with user_not_found. */
  revoke(userId: number, code: string): Promise<boolean> {
    return this.#change(userId, async (tx) => {
      const { affected } = await tx.execute('DELETE FROM user_right WHERE user_id = ? AND code = ?', [userId, code]);
      return affected > 0;
    });
  }

  /** What was granted to accounts, by their ids; those without a right are not in it. */
  async of(userIds: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>> {
    if (userIds.length === 0) return new Map();
    const rows = await this.app.sql.query<{ userId: number; code: string }>(
      `SELECT user_id AS userId, code FROM user_right WHERE user_id IN (${marks('?', userIds.length)}) ORDER BY user_id, code`,
      userIds,
    );
    const granted = new Map<number, string[]>();
    for (const { userId, code } of rows) granted.set(userId, [...(granted.get(userId) ?? []), code]);
    return granted;
  }

  async #change<T>(userId: number, write: (tx: SqlSession, now: number) => Promise<T>): Promise<T> {
    const result = await this.app.sql.transaction(async (tx) => {
      const now = Date.now();
      await lockUser(tx, userId, now);
      const user = await findUser(tx, 'id', userId);
      if (!user || user.status === ERASED) return fail('user_not_found');
      if (user.role === 'visitor') return fail('visitor_refused');
      // Servers that no bus reaches from here read it in SQL.
      await noteChange(tx, userId, now);
      return write(tx, now);
    });
    this.app.invalidate([`right:${userId}`]);
    return result;
  }
}
