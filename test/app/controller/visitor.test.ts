import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { signatureOf } from '../../../app/account/signature.ts';
import type { WireAccount } from '../../../protocol/index.ts';
import type { Api } from '../../support/api.ts';
import type { TestApp } from '../../support/app.ts';
import { createUser, createVisitor, freshName } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';

const PASSWORD = 'secret-1';
const KEY = { salt: 'pepper', secret: 'APP_SECRET' };
const UNSIGNED = { salt: '', secret: '' };

const ROUTES = ['/api/visitorRegister', '/api/visitorregChat', '/api/visitorloginChat'];

/** What a visitor's client sends, for any of the three routes. */
function device(deviceId: string = randomUUID(), timestamp = Date.now()): { deviceId: string; timestamp: number } {
  return { deviceId, timestamp };
}

describeStores('visitor API', (store) => {
  const target = store.serve();

  const become = async (client: Api, body: object): Promise<WireAccount> => {
    const { status, data } = await client.post<WireAccount>('/api/visitorRegister', body);
    assert.equal(status, 200);
    return data;
  };

  describe('POST /api/visitorRegister', () => {
    it('makes a visitor with a name of its own and a token', async () => {
      const visitor = await become(target.api, { ...device(), uniplatform: 'web', devicemodel: 'PC', deviceos: 'linux', devicebrand: 'x' });
      assert.equal(visitor.role, 'visitor');
      assert.match(visitor.username, /^v[0-9a-f]{19}$/);
      assert.match(visitor.nickname, /^访客\d{6}$/);
      assert.equal((await target.api.as(visitor.token).post('/api/chat/logout')).data, true);
    });

    it('takes the urlencoded body of the published client, with empty optional fields', async () => {
      const { deviceId, timestamp } = device();
      const body = { deviceId, timestamp: String(timestamp), uniplatform: '', devicemodel: '', deviceos: '', devicebrand: '' };
      assert.equal((await target.api.form<WireAccount>('/api/visitorRegister', body)).data.role, 'visitor');
    });

    it('a returning visitor that shows its token is the same, with the same session', async () => {
      const { deviceId } = device();
      const first = await become(target.api, device(deviceId));
      for (const client of [target.api.as(first.token), target.api.with({ authorization: `Bearer ${first.token}` })]) {
        const again = await become(client, device(deviceId));
        assert.deepEqual({ id: again.id, token: again.token }, { id: first.id, token: first.token });
      }
    });

    it('D04 knowing a device id opens nothing and logs nobody out', async () => {
      const { deviceId } = device();
      const first = await become(target.api, device(deviceId));
      const other = await become(target.api, device(deviceId));
      assert.notEqual(other.id, first.id);
      assert.equal((await target.api.as(first.token).post('/api/chat/logout')).status, 200);
    });

    it("D04 a token of another device, a dead token and a stranger's text get a new visitor", async () => {
      const mine = await become(target.api, device());
      assert.notEqual((await become(target.api.as(mine.token), device())).id, mine.id);
      const { deviceId } = device();
      const dead = await become(target.api, device(deviceId));
      await target.api.as(dead.token).post('/api/chat/logout');
      assert.notEqual((await become(target.api.as(dead.token), device(deviceId))).id, dead.id);
      assert.notEqual((await become(target.api.as('nonsense'), device(deviceId))).id, dead.id);
    });

    it("D04 a registered user's device gets no session of that user, with its token or without", async () => {
      const { deviceId } = device();
      const visitor = await become(target.api, device(deviceId));
      const body = { username: freshName(), password: PASSWORD, ...device(deviceId) };
      const user = (await target.api.as(visitor.token).post<WireAccount>('/api/visitorregChat', body)).data;
      assert.equal(user.id, visitor.id);
      for (const client of [target.api, target.api.as(user.token), target.api.as(visitor.token)]) {
        const next = await become(client, device(deviceId));
        assert.notEqual(next.id, user.id);
        assert.equal(next.role, 'visitor');
      }
    });

    it('D09 a token in the body or in the address is not read here', async () => {
      const { deviceId } = device();
      const first = await become(target.api, device(deviceId));
      assert.notEqual((await become(target.api, { ...device(deviceId), token: first.token })).id, first.id);
      const { data } = await target.api.post<WireAccount>(`/api/visitorRegister?token=${first.token}`, device(deviceId));
      assert.notEqual(data.id, first.id);
    });

    it('refuses optional parameters that are there and wrong', async () => {
      const cases = [
        [{ devicemodel: 'x'.repeat(51) }, 'input_length', '设备型号 的长度 必须 在 1 和 50 之间'],
        [{ uniplatform: 'x'.repeat(51) }, 'input_length', '平台类型 的长度 必须 在 1 和 50 之间'],
        [{ deviceos: { a: 'x'.repeat(50) } }, 'input_length', '操作系统 的长度 必须 在 1 和 50 之间'],
        [{ devicebrand: 'a\0' }, 'input_format', '设备品牌 的格式不正确'],
      ] as const;
      for (const [wrong, code, text] of cases) {
        refused(await target.api.post('/api/visitorRegister', { ...device(), ...wrong }), `422 ${code}`, text);
      }
    });
  });

  describe('what the three visitor routes have in common', () => {
    const body = (): object => ({ ...device(), username: freshName(), password: PASSWORD });

    it('refuse a request from another time, with its text in both languages', async () => {
      for (const route of ROUTES) {
        for (const offset of [-301_000, 301_000]) {
          const late = { ...body(), timestamp: Date.now() + offset };
          refused(await target.api.post(route, late), '403 signature_expired', '请求已过期');
          refused(await target.api.with({ 'accept-language': 'en' }).post(route, late), '403 signature_expired', 'The request has expired');
        }
      }
    });

    it('refuse a device id that is none', async () => {
      for (const route of ROUTES) {
        for (const deviceId of ['x'.repeat(37), '*'.repeat(36), `${'x'.repeat(35)}中`]) {
          refused(await target.api.post(route, { ...body(), deviceId }), '400 device_invalid', '无效标识');
        }
      }
    });

    it('refuse parameters that are missing or of a wrong type', async () => {
      const cases = [
        [{ deviceId: undefined }, 'input_required', '设备指纹不能为空'],
        [{ deviceId: 'x' }, 'input_length', '设备指纹 的长度 必须 在 36 和 200 之间'],
        [{ deviceId: 5 }, 'input_length', '设备指纹 的长度 必须 在 36 和 200 之间'],
        [{ timestamp: undefined }, 'input_required', '时间戳不能为空'],
        [{ timestamp: 'abc' }, 'input_type', '时间戳 的值 `abc` 的类型不是 `int`'],
        [{ timestamp: 1.5 }, 'input_type', '时间戳 的值 `1.5` 的类型不是 `int`'],
        [{ timestamp: [] }, 'input_type', '时间戳 的值 `array` 的类型不是 `int`'],
      ] as const;
      for (const route of ROUTES) {
        for (const [wrong, code, text] of cases) refused(await target.api.post(route, { ...body(), ...wrong }), `422 ${code}`, text);
      }
    });

    it('let the published client in, whose signatures are made with a secret of its own', async () => {
      for (const route of ROUTES.slice(0, 2)) {
        const signed = device();
        const client = target.api.with({ 'x-security-sign': signatureOf(signed, { secret: 'its own', salt: 'pinch' }) });
        assert.equal((await client.post(route, { ...body(), ...signed })).status, 200);
      }
    });
  });

  describe('where a signing secret is configured', () => {
    let strict: TestApp;
    before(async () => {
      strict = await store.boot({ config: { visitor: { signature: KEY } } });
    });
    after(() => strict.close());

    it('a request without a signature is refused, and one with a wrong signature', async () => {
      for (const route of ROUTES) {
        const body = { ...device(), username: freshName(), password: PASSWORD };
        refused(await strict.api.post(route, body), '403 signature_missing', '非法访问');
        const unsigned = strict.api.with({ 'x-security-sign': signatureOf(body, UNSIGNED) });
        refused(await unsigned.post(route, body), '403 signature_wrong', '非法签名');
        refused(await unsigned.with({ 'accept-language': 'en' }).post(route, body), '403 signature_wrong', 'The signature is wrong');
      }
    });

    it('a signed request is let in', async () => {
      const signed = device();
      const client = strict.api.with({ 'x-security-sign': signatureOf(signed, KEY) });
      const { data } = await client.post<WireAccount>('/api/visitorRegister', signed);
      assert.equal(data.role, 'visitor');
      const { username } = await createUser(strict, { password: PASSWORD });
      assert.equal((await client.post('/api/visitorloginChat', { ...signed, username, password: PASSWORD })).status, 200);
    });

    it('a signature for another time or device does not fit', async () => {
      const signed = device();
      const client = strict.api.with({ 'x-security-sign': signatureOf(signed, KEY) });
      for (const body of [device(), { ...signed, timestamp: signed.timestamp + 1 }]) {
        refused(await client.post('/api/visitorRegister', body), '403 signature_wrong', '非法签名');
      }
    });
  });

  it('checks no signature where that is switched off', async () => {
    const lax = await store.boot({ config: { visitor: { signature: { ...KEY, isChecked: false } } } });
    try {
      assert.equal((await lax.api.with({ 'x-security-sign': 'nonsense' }).post('/api/visitorRegister', device())).status, 200);
    } finally {
      await lax.close();
    }
  });

  describe('POST /api/visitorregChat', () => {
    it('makes a user of the visitor that shows its token: same id, new session, the old one ended', async () => {
      const { deviceId } = device();
      const visitor = await become(target.api, device(deviceId));
      const username = freshName();
      const { status, data } = await target.api.as(visitor.token).post<WireAccount>('/api/visitorregChat', {
        username,
        password: PASSWORD,
        ...device(deviceId),
      });
      assert.equal(status, 200);
      const { id, uuid, nickname, role } = data;
      assert.deepEqual(
        { id, uuid, username: data.username, nickname, role },
        { id: visitor.id, uuid: visitor.uuid, username, nickname: '', role: 'user' },
      );
      refused(await target.api.as(visitor.token).post('/api/chat/logout'), '401 token_invalid', 'Token 令牌不合法！');
      assert.equal(
        (await target.api.as(data.token).post('/api/chat/userset', { userset: '{"chatset":{"visitor":2,"user":2}}' })).data,
        'ok',
      );
      assert.equal((await target.api.post<WireAccount>('/api/loginChat', { username, password: PASSWORD })).data.id, visitor.id);
    });

    it('keeps the nickname that the visitor chose', async () => {
      const visitor = await become(target.api, device());
      await target.api.as(visitor.token).post('/api/chat/updateUserinfo', { fieldname: 'nickname', fieldValue: '小明' });
      const body = { username: freshName(), password: PASSWORD, ...device() };
      assert.equal((await target.api.as(visitor.token).post<WireAccount>('/api/visitorregChat', body)).data.nickname, '小明');
    });

    it('D04 makes a fresh user of who shows no token, though a visitor of the device exists', async () => {
      const { deviceId } = device();
      const visitor = await become(target.api, device(deviceId));
      const body = { username: freshName(), password: PASSWORD, ...device(deviceId) };
      const { data } = await target.api.post<WireAccount>('/api/visitorregChat', body);
      assert.notEqual(data.id, visitor.id);
      assert.equal(data.role, 'user');
      assert.equal((await target.api.as(visitor.token).post('/api/chat/logout')).status, 200);
    });

    it("D04 a user's token is no visitor's: it makes a fresh user and leaves that one alone", async () => {
      const user = await createUser(target, { password: PASSWORD });
      const body = { username: freshName(), password: 'secret-2', ...device() };
      const { data } = await target.api.as(user.token).post<WireAccount>('/api/visitorregChat', body);
      assert.notEqual(data.id, user.id);
      assert.equal(
        (await target.api.post<WireAccount>('/api/loginChat', { username: user.username, password: PASSWORD })).data.id,
        user.id,
      );
    });

    it('refuses a taken username, and the visitor stays what it was', async () => {
      const { username } = await createUser(target);
      const visitor = await createVisitor(target);
      const body = { username: username.toUpperCase(), password: PASSWORD, ...device() };
      refused(await target.api.as(visitor.token).post('/api/visitorregChat', body), '409 username_taken', '该账号已存在，请换一个账号注册');
      assert.equal((await target.api.as(visitor.token).post('/api/chat/logout')).status, 200);
    });

    it('of two tabs that sign up at once one succeeds', async () => {
      const visitor = await createVisitor(target);
      const answers = await Promise.all(
        [freshName(), freshName()].map((username) =>
          target.api.as(visitor.token).post('/api/visitorregChat', { username, password: PASSWORD, ...device() }),
        ),
      );
      assert.deepEqual(
        answers.map(({ status }) => status).toSorted((a, b) => a - b),
        [200, 401],
      );
    });
  });

  describe('POST /api/visitorloginChat', () => {
    it('signs a user in as a login does', async () => {
      const { id, username } = await createUser(target, { password: PASSWORD });
      const { data } = await target.api.post<WireAccount>('/api/visitorloginChat', { ...device(), username, password: PASSWORD });
      assert.deepEqual({ id: data.id, role: data.role }, { id, role: 'user' });
      refused(
        await target.api.post('/api/visitorloginChat', { ...device(), username, password: 'wrong-1' }),
        '400 credentials_wrong',
        '账户或密码错误',
      );
    });
  });
});
