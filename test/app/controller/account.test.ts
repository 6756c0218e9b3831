import assert from 'node:assert/strict';
import type { WireAccount } from '../../../protocol/index.ts';
import { createUser, createVisitor, freshName, setStatus } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';

const PASSWORD = 'secret-1';

describeStores('account API', (store) => {
  const target = store.serve();

  describe('POST /api/regChat', () => {
    it('answers with the new account, without secrets, and a token that works', async () => {
      const username = freshName();
      const { status, msg, data } = await target.api.post<WireAccount>('/api/regChat', { username, password: PASSWORD });
      assert.deepEqual({ status, msg }, { status: 200, msg: 'ok' });
      const { id, uuid, token, userset, create_time: created, last_login: login, ...rest } = data;
      assert.ok(Number.isInteger(id) && id > 0);
      assert.match(uuid, /^[0-9a-f-]{36}$/);
      assert.ok(Math.abs(created - Date.now()) < 60_000 && login !== null && login >= created);
      const rule = { sendCount: 1, needFollow: false };
      const userinfo = { gender: 'unknown', birthday: null, bio: null, location: null, website: null };
      assert.deepEqual(rest, {
        username,
        nickname: '',
        avatar: `/avatar/user-${id}.svg`,
        role: 'user',
        status: 1,
        invite_confirm: 1,
        chatset: { visitor: rule, user: rule },
        userinfo,
      });
      assert.deepEqual(JSON.parse(userset), { chatset: { visitor: rule, user: rule } });
      assert.equal((await target.api.as(token).post('/api/chat/logout')).data, true);
    });

    it('takes the urlencoded body of the published client', async () => {
      const { data } = await target.api.form<WireAccount>('/api/regChat', { username: freshName(), password: PASSWORD });
      assert.equal(data.role, 'user');
    });

    it('D01 the token carries id, session, role and times, and nothing else of the user', async () => {
      const { data } = await target.api.post<WireAccount>('/api/regChat', { username: freshName(), password: PASSWORD });
      const claims = JSON.parse(Buffer.from(data.token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
      assert.deepEqual(Object.keys(claims).toSorted(), ['exp', 'iat', 'role', 'sid', 'sub']);
      assert.equal(Number(claims['exp']) - Number(claims['iat']), 30 * 24 * 3600);
    });

    it('refuses a username that somebody has, in any case of its letters', async () => {
      const { username } = await createUser(target);
      for (const taken of [username, username.toUpperCase()]) {
        refused(
          await target.api.post('/api/regChat', { username: taken, password: PASSWORD }),
          '409 username_taken',
          '该账号已存在，请换一个账号注册',
        );
      }
      refused(
        await target.api.with({ 'accept-language': 'en' }).post('/api/regChat', { username, password: PASSWORD }),
        '409 username_taken',
        'This username is taken. Please choose another one',
      );
    });

    it('of simultaneous sign-ups with one name one succeeds, the others are told that it is taken', async () => {
      const username = freshName();
      const answers = await Promise.all(Array.from({ length: 8 }, () => target.api.post('/api/regChat', { username, password: PASSWORD })));
      assert.deepEqual(
        answers.map(({ status }) => status).toSorted((a, b) => a - b),
        [200, 409, 409, 409, 409, 409, 409, 409],
      );
    });

    it('names the first wrong parameter, in both languages', async () => {
      const cases = [
        [{}, 'input_required', '账号不能为空', 'Username is required'],
        [{ username: '', password: PASSWORD }, 'input_required', '账号不能为空', 'Username is required'],
        [
          { username: 'abc', password: PASSWORD },
          'input_length',
          '账号 的长度 必须 在 4 和 20 之间',
          'The length of Username must be between 4 and 20',
        ],
        [
          { username: 'a'.repeat(21), password: PASSWORD },
          'input_length',
          '账号 的长度 必须 在 4 和 20 之间',
          'The length of Username must be between 4 and 20',
        ],
        [{ username: 'ann-1', password: PASSWORD }, 'input_format', '账号 的格式不正确', 'Username has a wrong format'],
        [{ username: '用户名字', password: PASSWORD }, 'input_format', '账号 的格式不正确', 'Username has a wrong format'],
        [{ username: 'ann_1' }, 'input_required', '密码不能为空', 'Password is required'],
        [
          { username: 'ann_1', password: 's3cret' },
          'input_length',
          '密码 的长度 必须 在 8 和 128 之间',
          'The length of Password must be between 8 and 128',
        ],
        [
          { username: 'ann_1', password: 'x-'.repeat(65) },
          'input_length',
          '密码 的长度 必须 在 8 和 128 之间',
          'The length of Password must be between 8 and 128',
        ],
      ] as const;
      for (const [body, code, zh, en] of cases) {
        refused(await target.api.post('/api/regChat', body), `422 ${code}`, zh);
        refused(await target.api.with({ 'accept-language': 'en' }).post('/api/regChat', body), `422 ${code}`, en);
      }
    });
  });

  describe('POST /api/loginChat', () => {
    it('answers with the account and a token, whatever the case of the name', async () => {
      const user = await createUser(target, { password: PASSWORD, nickname: '安' });
      const { status, data } = await target.api.post<WireAccount>('/api/loginChat', {
        username: user.username.toUpperCase(),
        password: PASSWORD,
      });
      assert.equal(status, 200);
      const { id, username, nickname, role } = data;
      assert.deepEqual({ id, username, nickname, role }, { id: user.id, username: user.username, nickname: '安', role: 'user' });
      assert.equal((await target.api.as(data.token).post('/api/chat/logout')).status, 200);
    });

    it('D02 tells an unknown account nothing else than a wrong password', async () => {
      const { username } = await createUser(target, { password: PASSWORD });
      for (const name of [username, freshName()]) {
        refused(
          await target.api.post('/api/loginChat', { username: name, password: 'wrong-1' }),
          '400 credentials_wrong',
          '账户或密码错误',
        );
      }
      refused(
        await target.api.with({ 'accept-language': 'en' }).post('/api/loginChat', { username, password: 'wrong-1' }),
        '400 credentials_wrong',
        'Wrong username or password',
      );
    });

    it('D05 a disabled or locked account is closed, and only the right password learns of it', async () => {
      for (const status of [0, 2]) {
        const { id, username } = await createUser(target, { password: PASSWORD });
        await setStatus(target, id, status);
        refused(await target.api.post('/api/loginChat', { username, password: PASSWORD }), '403 account_disabled', '账号不存在或者被禁用');
        refused(await target.api.post('/api/loginChat', { username, password: 'wrong-1' }), '400 credentials_wrong', '账户或密码错误');
      }
    });

    it('D04 no password opens a visitor', async () => {
      const { username } = await createVisitor(target);
      refused(await target.api.post('/api/loginChat', { username, password: PASSWORD }), '400 credentials_wrong', '账户或密码错误');
    });

    it('a login ends the session before it', async () => {
      const { username } = await createUser(target, { password: PASSWORD });
      const first = await target.api.post<WireAccount>('/api/loginChat', { username, password: PASSWORD });
      const second = await target.api.post<WireAccount>('/api/loginChat', { username, password: PASSWORD });
      refused(await target.api.as(first.data.token).post('/api/chat/logout'), '401 token_replaced', 'Token 令牌不合法！');
      assert.equal((await target.api.as(second.data.token).post('/api/chat/logout')).status, 200);
    });
  });

  describe('POST /api/chat/logout', () => {
    it('D03 ends the session at once', async () => {
      const { token } = await createUser(target);
      assert.deepEqual((await target.api.as(token).post('/api/chat/logout')).data, true);
      refused(await target.api.as(token).post('/api/chat/logout'), '401 token_invalid', 'Token 令牌不合法！');
    });

    it('is open to visitors', async () => {
      const { token } = await createVisitor(target);
      assert.equal((await target.api.as(token).post('/api/chat/logout')).data, true);
    });
  });

  describe('POST /api/chat/setPassword', () => {
    const change = { oldpassword: PASSWORD, newpassword: 'secret-2', checknewpassword: 'secret-2' };

    it('sets the new password, and the session that did it goes on', async () => {
      const { username, token } = await createUser(target, { password: PASSWORD });
      assert.equal((await target.api.as(token).post('/api/chat/setPassword', change)).data, '修改密码成功');
      assert.equal((await target.api.as(token).post('/api/chat/getUserSetInfo', { userid: 1 })).status !== 401, true);
      refused(await target.api.post('/api/loginChat', { username, password: PASSWORD }), '400 credentials_wrong', '账户或密码错误');
      assert.equal((await target.api.post('/api/loginChat', { username, password: 'secret-2' })).status, 200);
    });

    it('D03 ends every token of the session too, handed ones among them, for who asks for a new one', async () => {
      const { id, username, token } = await createUser(target, { password: PASSWORD });
      const { data: code } = await target.api.as(token).post<{ code: string }>('/api/chat/handover');
      const { data: phone } = await target.api.post<WireAccount>('/api/handover', code);
      const { data } = await target.api.as(token).post<WireAccount>('/api/chat/setPassword', { ...change, renew: true });
      assert.deepEqual([data.id, data.username, data.role], [id, username, 'user']);
      const states = [token, phone.token, data.token].map(async (of) => (await target.api.as(of).get('/api/chat/devices')).status);
      assert.deepEqual(await Promise.all(states), [401, 401, 200]);
      const again = { ...change, oldpassword: 'secret-2', renew: true };
      refused(
        await target.api.as(data.token).post('/api/chat/setPassword', { ...again, oldpassword: PASSWORD }),
        '400 password_wrong',
        '原始密码错误，无法修改密码',
      );
      assert.equal((await target.api.as(data.token).get('/api/chat/devices')).status, 200, 'a refusal ends nothing');
    });

    it('refuses a wrong password and new ones that differ', async () => {
      const { token } = await createUser(target, { password: PASSWORD });
      refused(
        await target.api.as(token).post('/api/chat/setPassword', { ...change, oldpassword: 'wrong-1' }),
        '400 password_wrong',
        '原始密码错误，无法修改密码',
      );
      refused(
        await target.api.as(token).post('/api/chat/setPassword', { ...change, checknewpassword: 'secret-3' }),
        '400 password_mismatch',
        '新密码与确认新密码不一致',
      );
    });

    it('has nothing to change for a visitor', async () => {
      const { token } = await createVisitor(target);
      refused(await target.api.as(token).post('/api/chat/setPassword', change), '403 password_visitor', '您未登录，无法修改密码');
    });

    it('refuses a parameter that is missing or too short', async () => {
      const { token } = await createUser(target, { password: PASSWORD });
      const cases = [
        [{ ...change, oldpassword: undefined }, 'input_required', '原始密码不能为空'],
        [{ ...change, newpassword: undefined }, 'input_required', '新密码不能为空'],
        [{ ...change, checknewpassword: undefined }, 'input_required', '确认新密码不能为空'],
        [{ ...change, newpassword: 's3cret' }, 'input_length', '新密码 的长度 必须 在 8 和 128 之间'],
      ] as const;
      for (const [body, code, text] of cases) refused(await target.api.as(token).post('/api/chat/setPassword', body), `422 ${code}`, text);
    });
  });
});
