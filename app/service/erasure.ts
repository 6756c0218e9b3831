import { Service } from '#kernel';
import type { Identity } from '../account/identity.ts';
import { enforce } from '../account/limit.ts';
import { lockUser } from '../account/session.ts';
import { ERASED, findUser, usernameKey, type UserRow } from '../account/user.ts';
import { ERASED_NAME, eraseUser, type Erased } from '../people/erase.ts';
import type { LeftGroup } from '../people/groups.ts';
import { fail } from '../error.ts';
import type { Person } from '../notice.ts';
import { displayName } from '../presenter/message.ts';

/** Erases accounts: all of theirs goes at once, what they said to others stays and has an author without a name. There is no way back. */
export default class ErasureService extends Service {
  /** The caller's own account; a visitor has no password to ask for. Fails with password_wrong or too_many. */
  async eraseOwn({ user: { id }, isVisitor }: Identity, password: string | undefined): Promise<void> {
    const user = (await findUser(this.app.sql, 'id', id)) ?? fail('user_missing');
    if (!isVisitor) await this.#confirm(user, password ?? fail('input_required', { desc: { zh: '密码', en: 'Password' } }));
    await this.#erase(user);
  }

  /** Any account, as administrators do. Fails with user_not_found. */
  async erase(userId: number): Promise<void> {
    const user = await findUser(this.app.sql, 'id', userId);
    if (!user || user.status === ERASED) return fail('user_not_found');
    await this.#erase(user);
  }

  /** Counts with the tries to sign in: a password is not guessed here either (D07). */
  async #confirm(user: UserRow, password: string): Promise<void> {
    const { counter } = this.app.engine;
    const limit = { name: 'login', ...this.config.limit.login };
    const key = usernameKey(user.username);
    await enforce(counter, limit, { key, refusal: 'too_many' });
    if (!(await this.app.password.verify(password, user.password_hash))) fail('password_wrong');
    await counter.reset(limit, key);
  }

  async #erase({ id, password_hash }: UserRow): Promise<void> {
    const erased = await this.app.sql.transaction(async (tx) => {
      const now = Date.now();
      await lockUser(tx, id, now);
      const user = await findUser(tx, 'id', id);
      if (!user || user.status === ERASED) fail('user_missing');
      // What was confirmed is another account's by now: another password was set meanwhile.
      if (user.password_hash !== password_hash) fail('password_wrong');
      return eraseUser(tx, id, now);
    });
    this.#forget(id, erased);
    await this.service.upload.removeUnshared(id);
    for (const group of erased.groups) if (group.isOpen) await this.#tell(id, group);
  }

  #forget(userId: number, { ended, friends, groups }: Erased): void {
    const relations = friends.flatMap((other) => [`relation:${userId}:${other}`, `relation:${other}:${userId}`]);
    this.app.invalidate([...groups.map(({ id }) => `group:${id}`), ...relations]);
    this.service.session.announce(userId, ended);
  }

  async #tell(userId: number, { id, heir }: LeftGroup): Promise<void> {
    const by: Person = { id: userId, name: ERASED_NAME, avatar: '' };
    const { notice } = this.service;
    const owner = heir === undefined ? null : await this.app.caches.user.get(heir);
    if (owner) {
      const person: Person = { id: owner.id, name: displayName(owner), avatar: owner.avatar };
      await notice.inGroup(id, { kind: 'group_transferred', by, owner: person }, `erased_owner:${id}:${userId}`);
    }
    await notice.inGroup(id, { kind: 'group_left', by }, `erased:${id}:${userId}`);
  }
}
