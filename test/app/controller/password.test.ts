import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { WireAccount } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import type { Answer, Api } from '../../support/api.ts';
import { createUser, createVisitor, freshName } from '../../support/factory.ts';
import { hold } from '../../support/gate.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';
import { until } from '../../support/wait.ts';

const PASSWORD = 'secret-1';
const TOO_SHORT = ['422 input_length', '密码 的长度 必须 在 8 和 128 之间'] as const;

describeStores('passwords', (store) => {
  const target = store.serve();
  const ann = anew(() => createUser(target, { password: PASSWORD }));

  const english = (): Api => target.api.with({ 'accept-language': 'en' });
  const login = (username: string, password: string): Promise<Answer<WireAccount>> =>
    target.api.post<WireAccount>('/api/loginChat', { username, password });

  /** Every way over HTTP to set a password, with a name for whom it is. */
  const ways: readonly ((password: string, username: string, api?: Api) => Promise<Answer>)[] = [
    (password, username, api = target.api) => api.post('/api/regChat', { username, password }),
    async (password, username, api = target.api) => {
      const { token } = await createVisitor(target);
      const body = { username, password, deviceId: randomUUID(), timestamp: Date.now() };
      return api.as(token).post('/api/visitorregChat', body);
    },
    async (password, username, api = target.api) => {
      const { token } = await createUser(target, { username, password: PASSWORD });
      return api.as(token).post('/api/chat/setPassword', { oldpassword: PASSWORD, newpassword: password, checknewpassword: password });
    },
  ];

  it('G09 every way to set one refuses the common, the username and blanks, in both languages', async () => {
    for (const way of ways) {
      refused(await way('12345678', freshName()), '400 password_common', '密码过于常见，请换一个');
      refused(
        await way('ｑｗｅｒｔｙｕｉｏｐ', freshName(), english()),
        '400 password_common',
        'This password is too common. Please choose another one',
      );
      refused(await way('        ', freshName()), '400 password_blank', '密码不能全是空格');
      for (const made of [(name: string) => name.toUpperCase(), (name: string) => `${name}1`])
        refused(await ((name) => way(made(name), name))(freshName()), '400 password_username', '密码不能是账号，或账号加数字');
    }
  });

  it('G02 nothing is set, and no session opened, by one that was signed out meanwhile', async () => {
    for (const renew of [true, false]) {
      const { token, username } = await createUser(target, { password: PASSWORD });
      const gate = hold(target.app.password, 'hash');
      const change = { oldpassword: PASSWORD, newpassword: 'quite another 7', checknewpassword: 'quite another 7', renew };
      const changing = target.api.as(token).post('/api/chat/setPassword', change);
      await until(() => gate.waiting === 1);
      assert.equal((await target.api.as(token).post('/api/chat/logout')).status, 200);
      gate.open();
      assert.equal((await changing).code, 'token_invalid');
      assert.equal((await login(username, PASSWORD)).status, 200);
    }
  });

  it('G09 every way takes 8 to 128 characters, and no others', async () => {
    for (const way of ways) {
      for (const wrong of ['secret1', 's3cret-'.repeat(19)]) {
        const { status, code } = await way(wrong, freshName());
        assert.deepEqual([status, code], [422, 'input_length']);
      }
      for (const right of ['secret-2', 'a long pass phrase, ', '密码密码一二三四', `x${'-y'.repeat(63)}z`]) {
        assert.equal((await way(right, freshName())).status, 200, right);
      }
    }
    refused(await target.api.post('/api/regChat', { username: freshName(), password: '123456' }), ...TOO_SHORT);
  });

  it('G09 the same letters are the same password, whichever way they were typed', async () => {
    const [composed, decomposed, wide] = ['caf\u00e9 au lait', 'cafe\u0301 au lait', 'ｃａｆ\u00e9 au lait'];
    const username = freshName();
    assert.equal((await target.api.post('/api/regChat', { username, password: decomposed })).status, 200);
    for (const typed of [composed, decomposed, wide]) assert.equal((await login(username, typed)).status, 200, typed);
    assert.equal((await login(username, 'cafe au lait')).code, 'credentials_wrong');
  });

  it('G09 an account from before keeps what it has', async () => {
    for (const old of ['123456', 'ｐａｓｓ１', '        ', ann.username]) {
      const stored = await hash(old, { memoryCost: 256, timeCost: 1 });
      await target.app.sql.execute('UPDATE user SET password_hash = ? WHERE id = ?', [stored, ann.id]);
      const { data } = await login(ann.username, old);
      assert.equal(data.id, ann.id, old);
      const body = { oldpassword: old, newpassword: 'brand new one', checknewpassword: 'brand new one' };
      assert.equal((await target.api.as(data.token).post('/api/chat/setPassword', body)).status, 200);
      assert.equal((await login(ann.username, 'brand new one')).status, 200);
    }
  });

  it('G09 an administrator’s choice is held to the same', async () => {
    const { admin } = target.app.createAnonymousContext().service;
    await assert.rejects(admin.setPassword(ann.id, 'password1'), { code: 'password_common' });
    await assert.rejects(admin.setPassword(ann.id, ann.username), { code: 'password_username' });
    await admin.setPassword(ann.id, 'brand new one');
    assert.equal((await login(ann.username, 'brand new one')).status, 200);
  });
});
