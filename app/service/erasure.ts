import { Service } from '#kernel';
import { assertHolds, type Confirmation } from '../account/confirmation.ts';
import { lockUser } from '../account/session.ts';
import { ERASED, findUser } from '../account/user.ts';
import { noteClosing } from '../people/closing.ts';
import { eraseUser, type ErasureResult } from '../people/erase.ts';
import { isSilent, type Absence } from '../people/silent.ts';
import { fail } from '../error.ts';

/** Erases accounts: all of theirs goes at once, what they said to others stays and has an author without a name. There is no way back. */
export default class ErasureService extends Service {
  /**
   * Any account, as administrators do; or the caller's own, by a confirmation that must hold until the end. Fails with user_not_found for
   * administrators and user_missing for others where it is gone, and as `assertHolds`.
   */
  async erase(userId: number, by?: Confirmation): Promise<void> {
    const erased = await this.app.sql.transaction(async (tx) => {
      const now = Date.now();
      await lockUser(tx, userId, now);
      const user = await findUser(tx, 'id', userId);
      if (!user || user.status === ERASED) fail(by ? 'user_missing' : 'user_not_found');
      if (by) await assertHolds(tx, user, by);
      await noteClosing(tx, userId, now + this.config.closing.again);
      return eraseUser(tx, this.app.people, { userId, now });
    });
    this.#tell(userId, erased);
    this.app.chat.hooks.tell('erased', { userId, origin: this.ctx });
    await this.service.closing.finish(userId);
  }

  /** Removes a visitor who has never written, of whom nothing needs to stay (G26); false for one who has, meanwhile. */
  async forget(userId: number, absence: Absence): Promise<boolean> {
    const gone = await this.app.sql.transaction(async (tx) => {
      const now = Date.now();
      await lockUser(tx, userId, now);
      if (!(await isSilent(tx, userId, absence))) return undefined;
      const erased = await eraseUser(tx, this.app.people, { userId, now });
      await tx.execute('DELETE FROM closing_place WHERE user_id = ?', [userId]);
      await tx.execute('DELETE FROM user WHERE id = ?', [userId]);
      return erased;
    });
    if (gone) {
      this.#tell(userId, gone);
      this.app.chat.hooks.tell('erased', { userId, origin: this.ctx });
    }
    return gone !== undefined;
  }

  #tell(userId: number, { ended, outdated }: ErasureResult): void {
    this.app.invalidate(outdated);
    this.service.session.announce(userId, ended);
  }
}
