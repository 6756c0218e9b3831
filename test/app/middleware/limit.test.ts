import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { WireAccount } from '../../../protocol/index.ts';
import type { Answer, Api } from '../../support/api.ts';
import type { BootOptions, TestApp } from '../../support/app.ts';
import { createUser, freshName } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';

const PASSWORD = 'secret-1';
const TOO_MANY = ['429 too_many', '操作过于频繁，请稍后再试'] as const;
const HOUR = 3_600_000;

describeStores('limits', (store) => {
  let target: TestApp;

  const boot = async (limit: NonNullable<NonNullable<BootOptions['config']>['limit']>): Promise<Api> => {
    target = await store.boot({ config: { limit, server: { proxy: true } } });
    return target.api;
  };
  /** Somebody who comes through the proxy from another address. */
  const from = (api: Api, address: string): Api => api.with({ 'x-forwarded-for': address });
  const wait = ({ headers }: Answer): number => Number(headers.get('retry-after'));

  afterEach(() => target.close());

  it('D07 wrong passwords for one account are counted at an address; the right one is refused as well then', async () => {
    const api = from(await boot({ login: { points: 3, window: 600_000 } }), '192.0.2.1');
    const { username } = await createUser(target, { password: PASSWORD });
    for (let round = 1; round <= 3; round++)
      assert.equal((await api.post('/api/loginChat', { username, password: 'wrong-1' })).status, 400);
    const answer = await api.post('/api/loginChat', { username: username.toUpperCase(), password: PASSWORD });
    refused(answer, ...TOO_MANY);
    assert.ok(wait(answer) > 590 && wait(answer) <= 600, String(wait(answer)));
    const { username: other } = await createUser(target, { password: PASSWORD });
    assert.equal((await api.post('/api/loginChat', { username: other, password: PASSWORD })).status, 200);
  });

  it('D07 a right password forgets the wrong ones before it', async () => {
    const api = await boot({ login: { points: 3, window: 600_000 } });
    const { username } = await createUser(target, { password: PASSWORD });
    for (let round = 0; round < 3; round++) {
      for (let wrong = 0; wrong < 2; wrong++) await api.post('/api/loginChat', { username, password: 'wrong-1' });
      assert.equal((await api.post('/api/loginChat', { username, password: PASSWORD })).status, 200);
    }
  });

  it('D07 the old password of a change is guessed no more often than that of a login', async () => {
    const api = await boot({ login: { points: 2, window: 600_000 } });
    const { token } = await createUser(target, { password: PASSWORD });
    const change = (oldpassword: string): Promise<Answer> =>
      api.as(token).post('/api/chat/setPassword', { oldpassword, newpassword: 'secret-2', checknewpassword: 'secret-2' });
    for (let round = 0; round < 2; round++) assert.equal((await change('wrong-1')).status, 400);
    refused(await change(PASSWORD), ...TOO_MANY);
  });

  it('D07 logins are counted per address, right or wrong, on both routes', async () => {
    const api = await boot({ address: { points: 2, window: HOUR } });
    const { username } = await createUser(target, { password: PASSWORD });
    const body = { username, password: PASSWORD };
    assert.equal((await from(api, '192.0.2.1').post('/api/loginChat', body)).status, 200);
    assert.equal(
      (await from(api, '192.0.2.1').post('/api/visitorloginChat', { ...body, deviceId: randomUUID(), timestamp: Date.now() })).status,
      200,
    );
    refused(await from(api, '192.0.2.1').post('/api/loginChat', body), ...TOO_MANY);
    assert.equal((await from(api, '192.0.2.2').post('/api/loginChat', body)).status, 200);
  });

  it('D07 sign-ups are counted per address, on both routes', async () => {
    const api = await boot({ register: { points: 2, window: HOUR } });
    const body = (): object => ({ username: freshName(), password: PASSWORD, deviceId: randomUUID(), timestamp: Date.now() });
    assert.equal((await from(api, '2001:db8::1').post('/api/regChat', body())).status, 200);
    assert.equal((await from(api, '2001:db8::2').post('/api/visitorregChat', body())).status, 200);
    for (const route of ['/api/regChat', '/api/visitorregChat']) refused(await from(api, '2001:db8::3').post(route, body()), ...TOO_MANY);
    assert.equal((await from(api, '2001:db8:1::1').post('/api/regChat', body())).status, 200);
  });

  it('D07 new visitors are counted per address, returning ones are not', async () => {
    const api = await boot({ visitor: { points: 2, window: HOUR } });
    const body = (): { deviceId: string; timestamp: number } => ({ deviceId: randomUUID(), timestamp: Date.now() });
    const first = body();
    const { data } = await api.post<WireAccount>('/api/visitorRegister', first);
    for (let round = 0; round < 5; round++) assert.equal((await api.as(data.token).post('/api/visitorRegister', first)).status, 200);
    assert.equal((await api.post('/api/visitorRegister', body())).status, 200);
    const answer = await api.post('/api/visitorRegister', body());
    refused(answer, '429 visitor_limited', '请求过于频繁，请1个小时后再试');
    assert.ok(wait(answer) > 3500 && wait(answer) <= 3600);
    refused(
      await api.with({ 'accept-language': 'en' }).post('/api/visitorRegister', body()),
      '429 visitor_limited',
      'There were too many requests. Please try again in an hour',
    );
  });

  it('D07 the header of a proxy is not believed where none is configured', async () => {
    target = await store.boot({ config: { limit: { address: { points: 1, window: HOUR } } } });
    const body = { username: freshName(), password: PASSWORD };
    assert.equal((await from(target.api, '192.0.2.1').post('/api/loginChat', body)).status, 400);
    refused(await from(target.api, '192.0.2.2').post('/api/loginChat', body), ...TOO_MANY);
  });
});
