import assert from 'node:assert/strict';
import type { WireAccount } from '../../../protocol/index.ts';
import type { TestApp } from '../../support/app.ts';
import { createUser, createVisitor, freshName } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';

const PASSWORD = 'secret-1';

describeStores('admin service', (store) => {
  const target = store.serve();

  const admin = (): TestApp['app']['context']['service']['admin'] => target.app.createAnonymousContext().service.admin;
  const ping = (token: string): ReturnType<TestApp['api']['post']> => target.api.as(token).post('/api/chat/unfollow/999999');

  describe('find', () => {
    it('finds a user by name in any case, or by id', async () => {
      const { id, username } = await createUser(target);
      for (const name of [username, username.toUpperCase(), String(id)]) assert.equal((await admin().find(name)).id, id);
    });

    it('takes digits for a name first', async () => {
      const first = await createUser(target);
      const digits = String(first.id).padStart(4, '0');
      const named = await createUser(target, { username: `9${digits}` });
      assert.equal((await admin().find(`9${digits}`)).id, named.id);
    });

    it('knows nobody by other texts', async () => {
      for (const name of ['', 'nobody', '客服', '0', '-1', '999999999', '9'.repeat(40), "' OR 1=1"]) {
        await assert.rejects(admin().find(name), { code: 'user_not_found' }, name);
      }
    });
  });

  describe('list', () => {
    it('pages users, newest first, and counts them all', async () => {
      const users = [await createUser(target), await createUser(target), await createUser(target)];
      const page = await admin().list({ page: 1, limit: 2 });
      assert.deepEqual(
        page.rows.map(({ id }) => id),
        [users[2]?.id, users[1]?.id],
      );
      assert.equal((await admin().list({ page: 2, limit: 2 })).rows[0]?.id, users[0]?.id);
      assert.ok(page.total >= 3);
      assert.deepEqual((await admin().list({ page: 1000, limit: 2 })).rows, []);
    });

    it('G75 searches names whatever their case and width', async () => {
      const { id } = await createUser(target, { nickname: 'Ｏｌｇａ　ПРИВЕТ' });
      const { rows, total } = await admin().list({ search: 'olga привет', page: 1, limit: 50 });
      assert.deepEqual([rows.map((row) => row.id), total], [[id], 1]);
    });

    it('D13 searches names literally', async () => {
      const odd = await createUser(target, { nickname: '100%_!x' });
      await createUser(target, { nickname: '100ab!x' });
      const found = await admin().list({ search: '0%_!', page: 1, limit: 50 });
      assert.deepEqual(
        found.rows.map(({ id }) => id),
        [odd.id],
      );
      assert.equal(found.total, 1);
      const { username } = odd;
      assert.deepEqual(
        (await admin().list({ search: username.slice(2), page: 1, limit: 50 })).rows.map(({ id }) => id),
        [odd.id],
      );
    });
  });

  describe('disable and enable', () => {
    it('D03 end every session at once, and let nobody in until the account is enabled', async () => {
      const { id, username, token } = await createUser(target, { password: PASSWORD });
      assert.equal((await ping(token)).status, 404);
      assert.equal(await admin().disable(id), 1);
      refused(await ping(token), '401 user_disabled', '当前用户不存在或者已被禁用');
      refused(await target.api.post('/api/loginChat', { username, password: PASSWORD }), '403 account_disabled', '账号不存在或者被禁用');
      await admin().enable(id);
      refused(await ping(token), '401 token_invalid', 'Token 令牌不合法！');
      assert.equal((await target.api.post('/api/loginChat', { username, password: PASSWORD })).status, 200);
    });

    it('write down what changed, for nodes that the bus does not reach', async () => {
      const { id } = await createVisitor(target);
      await admin().disable(id);
      await admin().enable(id);
      const rows = await target.app.sql.query('SELECT session_id, reason FROM revocation WHERE user_id = ? ORDER BY id', [id]);
      assert.deepEqual(
        rows.map(({ reason }) => reason),
        ['changed', 'disabled', 'changed'],
      );
      assert.deepEqual(
        rows.map((row) => row['session_id'] === null),
        [true, false, true],
      );
    });

    it('refuse an id that nobody has', async () => {
      const nobody = 2 ** 40;
      await assert.rejects(admin().disable(nobody), { code: 'user_not_found' });
      await assert.rejects(admin().enable(nobody), { code: 'user_not_found' });
      await assert.rejects(admin().signOut(nobody), { code: 'user_not_found' });
      await assert.rejects(admin().setPassword(nobody, PASSWORD), { code: 'user_not_found' });
    });
  });

  it('setPassword ends the sessions of the old one', async () => {
    const { id, username, token } = await createUser(target, { password: PASSWORD });
    assert.equal(await admin().setPassword(id, 'secret-2'), 1);
    refused(await ping(token), '401 token_invalid', 'Token 令牌不合法！');
    assert.equal((await target.api.post('/api/loginChat', { username, password: PASSWORD })).status, 400);
    assert.equal((await target.api.post('/api/loginChat', { username, password: 'secret-2' })).status, 200);
  });

  it('signOut ends the sessions and nothing else', async () => {
    const { id, username, token } = await createUser(target, { password: PASSWORD });
    assert.equal(await admin().signOut(id), 1);
    assert.equal(await admin().signOut(id), 0);
    refused(await ping(token), '401 token_invalid', 'Token 令牌不合法！');
    assert.equal((await target.api.post<WireAccount>('/api/loginChat', { username, password: PASSWORD })).data.id, id);
  });

  describe('createServiceAccount', () => {
    it('makes kefu on an empty store, once, and its visitors write freely', async () => {
      const empty = await store.boot();
      try {
        const { admin } = empty.app.createAnonymousContext().service;
        const passwords = await Promise.all([admin.createServiceAccount(), admin.createServiceAccount()]);
        const [password, ...more] = passwords.filter((made) => made !== undefined);
        assert.deepEqual(more, []);
        assert.match(String(password), /^\w{16}$/);
        const { data } = await empty.api.post<WireAccount>('/api/loginChat', { username: 'kefu', password });
        const rule = { sendCount: 2, needFollow: false };
        assert.deepEqual([data.nickname, data.role, data.chatset], ['客服', 'user', { visitor: rule, user: rule }]);
        assert.equal(await admin.createServiceAccount(), undefined);
      } finally {
        await empty.close();
      }
    });

    it('makes none where there are users', async () => {
      await createUser(target, { username: freshName() });
      assert.equal(await admin().createServiceAccount(), undefined);
    });
  });
});
