import { Service } from '#kernel';
import type { Identity } from '../account/identity.ts';
import { isOpenSession, lockUser } from '../account/session.ts';
import { ENABLED, ERASED, findUser, type UserRow } from '../account/user.ts';
import { noteClosing } from '../people/closing.ts';
import { eraseUser, type Erased } from '../people/erase.ts';
import { isSilent, type Absence } from '../people/silent.ts';
import type { CachedSession } from '../cache.ts';
import { fail } from '../error.ts';

/** Erases accounts: all of theirs goes at once, what they said to others stays and has an author without a name. There is no way back. */
export default class ErasureService extends Service {
  /** The caller's own account; who has no password, as visitors, is asked for none, whatever the session. Fails with erase_password_wrong, too_many, or token_invalid where the session has ended meanwhile. */
  async eraseOwn({ user: { id }, session }: Identity, password: string | undefined): Promise<void> {
    const user = (await findUser(this.app.sql, 'id', id)) ?? fail('user_missing');
    if (user.password_hash !== null) {
      const given = password ?? fail('input_required', { desc: { zh: '密码', en: 'Password' } });
      await this.service.account.confirm({ user, sessionId: session.id, wrong: 'erase_password_wrong' }, given);
    }
    await this.#erase(user, session);
  }

  /** Any account, as administrators do. Fails with user_not_found. */
  async erase(userId: number): Promise<void> {
    const user = await findUser(this.app.sql, 'id', userId);
    if (!user || user.status === ERASED) return fail('user_not_found');
    await this.#erase(user);
  }

  /** Removes a visitor who has never written, of whom nothing needs to stay (G26); false for one who has, meanwhile. */
  async forget(userId: number, absence: Absence): Promise<boolean> {
    const ended = await this.app.sql.transaction(async (tx) => {
      const now = Date.now();
      await lockUser(tx, userId, now);
      if (!(await isSilent(tx, userId, absence))) return undefined;
      const erased = await eraseUser(tx, this.app.people, { userId, now });
      await tx.execute('DELETE FROM closing_place WHERE user_id = ?', [userId]);
      await tx.execute('DELETE FROM user WHERE id = ?', [userId]);
      return erased.ended;
    });
    if (ended) this.service.session.announce(userId, ended);
    return ended !== undefined;
  }

  /** `by` is the owner's own session, which must be good until the end, and the account open. */
  async #erase({ id, password_hash }: UserRow, by?: CachedSession): Promise<void> {
    const erased = await this.app.sql.transaction(async (tx) => {
      const now = Date.now();
      await lockUser(tx, id, now);
      const user = await findUser(tx, 'id', id);
      if (!user || user.status === ERASED) fail('user_missing');
      if (by && user.status !== ENABLED) fail('user_disabled');
      if (by && !(await isOpenSession(tx, by.id))) fail('token_invalid');
      // What was confirmed is another account's by now: another password was set meanwhile.
      if (user.password_hash !== password_hash) fail('erase_password_wrong');
      await noteClosing(tx, id, now + this.config.closing.again);
      return eraseUser(tx, this.app.people, { userId: id, now });
    });
    this.#forget(id, erased);
    await this.service.closing.finish(id);
  }

  #forget(userId: number, { ended, outdated }: Erased): void {
    this.app.invalidate(outdated);
    this.service.session.announce(userId, ended);
  }
}
