import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { WireAccount } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import type { Answer, Api } from '../../support/api.ts';
import type { BootOptions } from '../../support/app.ts';
import { createUser, freshName } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';

const PASSWORD = 'secret-1';
const TOO_MANY = ['429 too_many', '操作过于频繁，请稍后再试'] as const;
const FEW = { points: 3, window: 600_000 };
/** Long enough that whoever does not wait is done before. */
const PAUSE = 5000;

const [HOME, STRANGER, ELSEWHERE] = ['192.0.2.1', '198.51.100.7', '203.0.113.5'];

describeStores('tries at passwords', (store) => {
  const config: BootOptions['config'] = {
    limit: { login: FEW, guess: { points: 20, window: 600_000, pause: PAUSE } },
    server: { proxy: true },
    origin: { publicUrl: 'https://chat.example' },
  };
  const target = store.serve({ config });
  const ann = anew(() => createUser(target, { password: PASSWORD }));

  const at = (address: string, cookie = ''): Api => target.api.with({ 'x-forwarded-for': address, ...(cookie && { cookie }) });
  const login = (api: Api, password = PASSWORD, username = ann.username): Promise<Answer<WireAccount>> =>
    api.post<WireAccount>('/api/loginChat', { username, password });
  const guess = async (api: Api, times: number): Promise<void> => {
    for (let time = 0; time < times; time++) await login(api, 'wrong-1');
  };

  it('G10 whoever guesses at one address locks nobody out at another', async () => {
    await guess(at(STRANGER), 10);
    refused(await login(at(STRANGER)), ...TOO_MANY);
    for (let round = 0; round < 3; round++) assert.equal((await login(at(HOME))).status, 200);
  });

  it('G10 a device that was signed in before passes at the very address that guesses, and after a sign-out', async () => {
    const first = await login(at(HOME));
    const cookie = cookieOf(first);
    await target.api.as(first.data.token).post('/api/chat/logout');
    await guess(at(HOME), 10);
    refused(await login(at(HOME)), ...TOO_MANY);
    assert.equal((await login(at(HOME, cookie))).status, 200);
  });

  it('G10 such a device has a limit of its own, wherever it is', async () => {
    const cookie = cookieOf(await login(at(HOME)));
    await guess(at(HOME, cookie), 3);
    refused(await login(at(ELSEWHERE, cookie)), ...TOO_MANY);
    assert.equal((await login(at(HOME))).status, 200);
  });

  it('G10 a mark is of its account and its device, and cannot be made up or changed', async () => {
    const cookie = cookieOf(await login(at(HOME)));
    const other = await createUser(target, { password: PASSWORD });
    const others = cookieOf(await login(at(HOME), PASSWORD, other.username));
    const [device = '', mark = ''] = cookie.slice(cookie.indexOf('=') + 1).split('.');
    const forged = [
      others,
      `foyer_device=${device}`,
      `foyer_device=${'A'.repeat(22)}.${mark}`,
      `foyer_device=${device}.${mark.slice(0, -1)}`,
    ];
    await guess(at(HOME), 10);
    for (const kept of [...forged, 'foyer_device=', `foyer_device=${'x'.repeat(4000)}`]) refused(await login(at(HOME, kept)), ...TOO_MANY);
    assert.equal((await login(at(HOME, cookie))).status, 200);
  });

  it('G10 one device keeps the marks of several accounts', async () => {
    const others = await Promise.all([1, 2].map(() => createUser(target, { password: PASSWORD })));
    let cookie = '';
    for (const { username } of [ann, ...others]) cookie = cookieOf(await login(at(HOME, cookie), PASSWORD, username));
    await guess(at(HOME), 10);
    assert.equal((await login(at(HOME, cookie))).status, 200);
  });

  it('G10 signing up, as a visitor too, and a new password mark the device; those of the old password are void', async () => {
    const body = (): object => ({ username: freshName(), password: PASSWORD, deviceId: randomUUID(), timestamp: Date.now() });
    for (const path of ['/api/regChat', '/api/visitorregChat'])
      assert.match(cookieOf(await target.api.post(path, body())), /^foyer_device=.+\..+-/);
    const before = await login(at(HOME));
    const change = { oldpassword: PASSWORD, newpassword: 'secret-2', checknewpassword: 'secret-2' };
    const after = await at(HOME).as(before.data.token).post('/api/chat/setPassword', change);
    await guess(at(HOME), 10);
    refused(await login(at(HOME, cookieOf(before)), 'secret-2'), ...TOO_MANY);
    assert.equal((await login(at(HOME, cookieOf(after)), 'secret-2')).status, 200);
  });

  it('G10 the mark opens nothing, goes over https only where the public address is one, and no page can read it', async () => {
    const answer = await login(at(HOME));
    assert.match(answer.headers.get('set-cookie') ?? '', /; path=\/api; expires=[^;]+; samesite=strict; secure; httponly$/i);
    const stranger = at(HOME, cookieOf(answer));
    assert.equal((await stranger.get('/api/chat/devices')).status, 401);
    refused(await login(stranger, 'wrong-1'), '400 credentials_wrong', '账户或密码错误');
  });

  it('G10 whoever guesses from addresses without end waits each time, right or wrong; nobody is refused, and a known device does not wait', async () => {
    const cookie = cookieOf(await login(at(HOME)));
    await Promise.all(Array.from({ length: 19 }, (_, i) => login(at(`198.51.100.${i + 10}`), 'wrong-1')));
    const order: string[] = [];
    const begun = performance.now();
    const waiting = ['wrong-1', PASSWORD].map(async (password) => {
      const { status } = await login(at(ELSEWHERE), password);
      order.push(`${password} ${status}`);
      assert.ok(performance.now() - begun >= PAUSE);
    });
    assert.equal((await login(at(STRANGER, cookie))).status, 200);
    order.push('known');
    await Promise.all(waiting);
    assert.equal(order[0], 'known');
    assert.deepEqual(order.slice(1).toSorted(), [`${PASSWORD} 200`, 'wrong-1 400']);
  });

  it('G10 a name that nobody has is answered as any other', async () => {
    const nobody = freshName();
    for (let round = 0; round < 3; round++) assert.equal((await login(at(HOME), PASSWORD, nobody)).code, 'credentials_wrong');
    refused(await login(at(HOME), PASSWORD, nobody), ...TOO_MANY);
    assert.equal((await login(at(ELSEWHERE), PASSWORD, nobody)).code, 'credentials_wrong');
  });
});

/** What a browser would send from now on. */
function cookieOf({ headers }: Answer): string {
  return (headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
}
