import assert from 'node:assert/strict';
import { PasswordHasher } from '../../../app/account/password.ts';
import type { TestApp } from '../../support/app.ts';
import { createUser, login } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';

const PASSWORD = 'secret-1';
const WEAK = { memory: 64, passes: 1, parallel: 1, waiting: 10 };

describeStores('account service', (store) => {
  const target = store.serve();

  const account = (): TestApp['app']['context']['service']['account'] => target.app.createAnonymousContext().service.account;
  const setHash = (userId: number, hash: string | null): Promise<unknown> =>
    target.app.sql.execute('UPDATE user SET password_hash = ? WHERE id = ?', [hash, userId]);
  const hashOf = async (userId: number): Promise<unknown> =>
    (await target.app.sql.query('SELECT password_hash FROM user WHERE id = ?', [userId]))[0]?.['password_hash'];

  it('D02 a login makes a weak hash anew, and leaves one of today alone', async () => {
    const { id, username } = await createUser(target);
    const weak = await new PasswordHasher(WEAK).hash(PASSWORD);
    await setHash(id, weak);
    await account().login({ username, password: PASSWORD });
    const strong = await hashOf(id);
    assert.notEqual(strong, weak);
    assert.equal(target.app.password.isOutdated(String(strong)), false);
    await account().login({ username, password: PASSWORD });
    assert.equal(await hashOf(id), strong);
  });

  it('D02 simultaneous logins with a weak hash all succeed', async () => {
    const { id, username } = await createUser(target);
    await setHash(id, await new PasswordHasher(WEAK).hash(PASSWORD));
    const logins = Array.from({ length: 4 }, () => account().login({ username, password: PASSWORD }));
    assert.deepEqual(
      (await Promise.allSettled(logins)).map(({ status }) => status),
      Array(4).fill('fulfilled'),
    );
  });

  it('a login whose password or status changes while it is verified does not get in', async () => {
    const { id, username } = await createUser(target, { password: PASSWORD });
    const { password } = target.app;
    const verify = password.verify.bind(password);
    const changes = [
      { change: async () => setHash(id, await password.hash('secret-2')), code: 'credentials_wrong' },
      { change: () => setHash(id, null), code: 'credentials_wrong' },
      { change: () => target.app.sql.execute('UPDATE user SET status = 0 WHERE id = ?', [id]), code: 'account_disabled' },
      { change: () => target.app.sql.execute('DELETE FROM user WHERE id = ?', [id]), code: 'credentials_wrong' },
    ];
    for (const { change, code } of changes) {
      await setHash(id, await password.hash(PASSWORD));
      password.verify = async (given, stored) => {
        const isRight = await verify(given, stored);
        password.verify = verify;
        await change();
        return isRight;
      };
      await assert.rejects(account().login({ username, password: PASSWORD }), { code });
    }
  });

  it('of two changes of a password at once one wins, and the other is told', async () => {
    const { id, username } = await createUser(target, { password: PASSWORD });
    const { session } = target.app.createAnonymousContext().service;
    const identity = await session.authenticate(await login(target, id));
    const results = await Promise.allSettled(
      ['secret-2', 'secret-3'].map((newPassword) => account().setPassword(identity, { oldPassword: PASSWORD, newPassword })),
    );
    assert.deepEqual(results.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    const winner = results[0]?.status === 'fulfilled' ? 'secret-2' : 'secret-3';
    assert.equal((await account().login({ username, password: winner })).user.id, id);
  });

  it('a change of password ends the other sessions', async () => {
    const { id, token } = await createUser(target, { password: PASSWORD });
    const { session } = target.app.createAnonymousContext().service;
    const identity = await session.authenticate(token);
    // Under one device there is no second session; this is what a lost race would leave behind.
    const now = Date.now();
    const { insertId } = await target.app.sql.execute(
      `INSERT INTO session (user_id, role, created_at, expires_at, address, agent) VALUES (?, 'user', ?, ?, '', '')`,
      [id, now, now + 1000],
    );
    await account().setPassword(identity, { oldPassword: PASSWORD, newPassword: 'secret-2' });
    const rows = await target.app.sql.query('SELECT id, reason FROM session WHERE user_id = ? ORDER BY id', [id]);
    assert.deepEqual(rows, [
      { id: identity.session.id, reason: null },
      { id: insertId, reason: 'password' },
    ]);
    assert.equal((await session.authenticate(token)).user.id, id);
  });
});
