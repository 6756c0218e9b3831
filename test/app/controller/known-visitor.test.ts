import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { WireAccount, WireDevice } from '../../../protocol/index.ts';
import type { Answer } from '../../support/api.ts';
import { bootApp } from '../../support/app.ts';
import { hold } from '../../support/gate.ts';
import { setStatus } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { beforeWrite } from '../../support/meanwhile.ts';
import { siteToken } from '../../support/site.ts';
import { foyerSocket } from '../../support/socket.ts';
import { readAll } from '../../support/tables.ts';
import { servicesOf } from '../../support/ticket.ts';
import { until } from '../../support/wait.ts';

const [SECRET, NEXT] = ['shared with the shop', 'the one that follows'];
const PASSWORD = 'a good password 1';
const HOUR = 3600;

describeStores('visitors whom the site knows', (store) => {
  const target = store.serve({ config: { visitor: { identity: { secrets: [SECRET, NEXT] } } } });

  const as = (token: string | undefined) => (token === undefined ? target.api : target.api.as(token));
  const identify = (token: unknown, own?: string): Promise<Answer<WireAccount>> =>
    as(own).post<WireAccount>('/api/visitorIdentify', { deviceId: randomUUID(), timestamp: Date.now(), token });
  const signed = (id: string, claims: object = {}, own?: string): Promise<Answer<WireAccount>> =>
    identify(siteToken(SECRET, id, { ...claims }), own);
  const visit = async (): Promise<WireAccount> =>
    (await target.api.post<WireAccount>('/api/visitorRegister', { deviceId: randomUUID(), timestamp: Date.now() })).data;
  const signUp = (own: string, username: string): Promise<Answer<WireAccount>> =>
    as(own).post<WireAccount>('/api/visitorregChat', { username, password: PASSWORD, deviceId: randomUUID(), timestamp: Date.now() });
  const freshName = (): string => `u${randomUUID().slice(0, 8)}`;
  const isIn = async (token: string): Promise<boolean> => (await as(token).get('/api/chat/devices')).status === 200;
  const now = (): number => Math.floor(Date.now() / 1000);

  it('gives one visitor per id of the site, on whichever device', async () => {
    const id = randomUUID();
    const [first, second] = [await signed(id, { nickname: '王小明' }), await signed(id)];
    assert.deepEqual([first.status, first.data.role, first.data.nickname], [200, 'visitor', '王小明']);
    assert.equal(second.data.id, first.data.id);
    assert.equal(second.data.nickname, '王小明');
    assert.notEqual((await signed(randomUUID())).data.id, first.data.id);
  });

  it('many tabs at once are one visitor', async () => {
    const id = randomUUID();
    const visitor = await visit();
    for (const own of [undefined, visitor.token]) {
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => signed(id, {}, own)));
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
      assert.equal(new Set(answers.map(({ data }) => data.id)).size, 1);
      const open = await Promise.all(answers.map(({ data }) => isIn(data.token)));
      assert.ok(open.includes(true), 'the last one is in');
    }
  });

  it('G02 what is under way when the session ends opens nothing, and erases nobody', async () => {
    const visitor = await visit();
    const gate = hold(target.app.password, 'hash');
    const signingUp = signUp(visitor.token, freshName());
    await until(() => gate.waiting === 1);
    const known = await signed(randomUUID(), {}, visitor.token);
    assert.equal(known.data.id, visitor.id);
    gate.open();
    assert.equal((await signingUp).code, 'token_invalid');
    assert.ok(await isIn(known.data.token));
    const { account, erasure, session } = servicesOf(target);
    const caller = await session.authenticate(known.data.token);
    const confirmation = await account.confirm(caller, { password: undefined, wrong: 'password_wrong' });
    const moment = beforeWrite(target, 1, async () => {
      await as(known.data.token).post('/api/chat/device/end', { renew: true });
    });
    await assert.rejects(erasure.erase(visitor.id, confirmation), { code: 'token_invalid' });
    await moment.end();
    assert.ok(moment.hasCome);
    const [row] = await target.app.sql.query<{ status: number }>('SELECT status FROM user WHERE id = ?', [visitor.id]);
    assert.equal(row?.status, 1);
  });

  it('ids of odd letters are ids, and differ by case', async () => {
    const ids = ['用户-1', 'Ann', 'ann', 'ann ', "x'; --", '😀', 'x'.repeat(128)];
    const users = await Promise.all(ids.map(async (id) => (await signed(id)).data.id));
    assert.equal(new Set(users).size, ids.length);
  });

  it('a disabled visitor stays out', async () => {
    const id = randomUUID();
    const { data } = await signed(id);
    await setStatus(target, data.id, 0);
    assert.equal((await signed(id)).code, 'account_disabled');
  });

  it('G01 takes a token of the site that holds for a day at most, by either of two secrets, and nothing else', async () => {
    const id = randomUUID();
    const { id: userId } = (await signed(id)).data;
    assert.equal((await identify(siteToken(NEXT, id))).data.id, userId);
    assert.equal((await signed(id, { exp: now() + 24 * HOUR })).data.id, userId);
    assert.equal((await signed(id, { aud: 'any', role: 'admin', nickname: null, avatar: null, email: null })).data.id, userId);

    const wrong = [403, 'identity_wrong', '用户身份签名不正确'];
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const claims = { sub: id, exp: now() + HOUR };
    const forged = [
      siteToken('a secret of nobody', id),
      jwt.sign(claims, null, { algorithm: 'none' }),
      jwt.sign(claims, SECRET, { algorithm: 'HS512' }),
      jwt.sign(claims, privateKey, { algorithm: 'RS256' }),
      createHmac('sha256', SECRET).update(id).digest('hex'),
      `${siteToken(SECRET, id)}x`,
      siteToken(SECRET, id, { nbf: now() + HOUR }),
      'x',
    ];
    for (const token of forged) assert.deepEqual(toldBy(await identify(token)), wrong, token);
    assert.deepEqual(toldBy(await signed(id, { exp: now() - 1 })), [403, 'identity_expired', '用户身份令牌已过期']);
    assert.equal((await signed(id, { exp: now() - 1, iat: now() - HOUR })).code, 'identity_expired');

    const claim = (name: string): unknown[] => [400, 'identity_claim', `用户身份令牌的 \`${name}\` 不正确`];
    assert.deepEqual(toldBy(await signed(id, { exp: now() + 25 * HOUR })), claim('exp'));
    assert.deepEqual(toldBy(await signed(id, { iat: now() - 48 * HOUR })), claim('exp'));
    assert.deepEqual(toldBy(await identify(jwt.sign({ sub: id }, SECRET))), claim('exp'));
    assert.deepEqual(toldBy(await identify(jwt.sign({ exp: now() + HOUR }, SECRET))), claim('sub'));
    for (const sub of ['', 'x'.repeat(129), 'a\0b', '\ud800']) assert.deepEqual(toldBy(await signed(sub)), claim('sub'), sub);
    assert.deepEqual(toldBy(await signed(id, { nickname: 42 })), claim('nickname'));

    for (const token of [undefined, '', 42, 'x'.repeat(10_000)]) assert.equal((await identify(token)).status, token === 42 ? 403 : 422);
    const bare = { externalId: id, signature: createHmac('sha256', SECRET).update(id).digest('hex') };
    const old = await target.api.post('/api/visitorIdentify', { deviceId: randomUUID(), timestamp: Date.now(), ...bare });
    assert.equal(old.status, 422);
  });

  it('G01 an account is entered by its password only', async () => {
    const [id, username] = [randomUUID(), freshName()];
    const { data: known } = await signed(id);
    const { data: account } = await signUp(known.token, username);
    assert.deepEqual([account.id, account.role], [known.id, 'user']);
    const socket = await foyerSocket(target, account.token);

    const refused = [403, 'identity_account', '该用户已注册账号，请用密码登录'];
    const stranger = await visit();
    for (const own of [undefined, stranger.token, known.token]) {
      assert.deepEqual(toldBy(await signed(id, { nickname: 'GHOST' }, own)), refused);
    }
    assert.deepEqual([socket.closed, await isIn(account.token), await isIn(stranger.token)], [undefined, true, true]);

    const { data: same } = await signed(id, { nickname: 'GHOST' }, account.token);
    assert.deepEqual([same.id, same.role, same.token, same.nickname], [account.id, 'user', account.token, account.nickname]);
    await socket.close();
    const login = { username, password: PASSWORD, deviceId: randomUUID(), timestamp: Date.now() };
    assert.equal((await target.api.post<WireAccount>('/api/visitorloginChat', login)).data.id, account.id);
  });

  it('G01 a session that says visitor opens nothing of an account', async () => {
    const { data: known } = await signed(randomUUID());
    const { data: account } = await signUp(known.token, freshName());
    const { data: code } = await as(account.token).post<{ code: string }>('/api/chat/handover');
    // As 0.1 left them.
    await target.app.sql.execute(`UPDATE session SET role = 'visitor' WHERE user_id = ?`, [account.id]);
    const [{ id: sessionId } = { id: 0 }] = await target.app.sql.query<{ id: number }>(
      'SELECT id FROM session WHERE user_id = ? AND revoked_at IS NULL',
      [account.id],
    );
    target.app.invalidate([`session:${sessionId}`]);
    const routes: [string, object][] = [
      ['/api/chat/handover', {}],
      ['/api/chat/device/end', {}],
      ['/api/chat/updateUserinfo', { fieldname: 'nickname', fieldValue: 'GHOST' }],
      ['/api/chat/setPassword', { oldpassword: PASSWORD, newpassword: 'another good 1', checknewpassword: 'another good 1' }],
    ];
    for (const [path, body] of routes) assert.equal((await as(account.token).post(path, body)).code, 'token_invalid', path);
    assert.equal((await as(account.token).get('/api/chat/devices')).code, 'token_invalid');
    assert.equal((await target.api.post('/api/handover', code)).status, 401);
    const socket = await foyerSocket(target, account.token).catch(() => undefined);
    assert.equal(socket, undefined);
  });

  it('G02 who becomes a user of the site gets a new session, and nothing from before reads anything', async () => {
    const [visitor, id] = [await visit(), randomUUID()];
    const { data: before } = await as(visitor.token).post<{ code: string }>('/api/chat/handover');
    const socket = await foyerSocket(target, visitor.token);
    const { data: known } = await signed(id, {}, visitor.token);
    assert.equal(known.id, visitor.id);
    assert.notEqual(known.token, visitor.token);
    assert.equal((await socket.end()).code, 4002);
    assert.equal(await isIn(visitor.token), false);
    assert.equal((await target.api.post('/api/handover', { code: before.code })).code, 'handover_invalid');
    const { data: devices } = await as(known.token).get<WireDevice[]>('/api/chat/devices');
    assert.deepEqual(
      devices.map(({ current }) => current),
      [true],
    );
    const { data: again } = await signed(id, {}, known.token);
    assert.deepEqual([again.id, again.token], [known.id, known.token], 'a page says it at each load');
  });

  it('G02 who becomes somebody else leaves the session he was in', async () => {
    const [id, other] = [randomUUID(), randomUUID()];
    await signed(id);
    for (const next of [id, other]) {
      // First an anonymous visitor becomes the one who is known, then that one another.
      const visitor = next === id ? await visit() : (await signed(id)).data;
      const { data: before } = await as(visitor.token).post<{ code: string }>('/api/chat/handover');
      const { data: now } = await signed(next, {}, visitor.token);
      assert.notEqual(now.id, visitor.id, 'a visitor is one person of the site');
      assert.equal(await isIn(now.token), true);
      assert.equal(await isIn(visitor.token), false);
      assert.equal((await target.api.post('/api/handover', { code: before.code })).code, 'handover_invalid');
    }
    const { data: account } = await signUp((await visit()).token, freshName());
    const { data: after } = await signed(randomUUID(), {}, account.token);
    assert.deepEqual([after.id === account.id, after.role], [false, 'visitor'], 'an account is nobody else');
    assert.equal(await isIn(account.token), false);
  });

  it('G02 of two who become somebody by one token, one does', async () => {
    const visitor = await visit();
    const answers = await Promise.all([1, 2, 3].map(() => signed(randomUUID(), {}, visitor.token)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    );
    assert.equal(new Set(answers.map(({ data }) => data.id)).size, 3);
    assert.ok(answers.filter(({ data }) => data.id === visitor.id).length <= 1);
  });

  it('G02 keeps the session on the device it was carried to', async () => {
    const id = randomUUID();
    const { data: known } = await signed(id);
    const { data: code } = await as(known.token).post<{ code: string }>('/api/chat/handover');
    const { data: phone } = await target.api.post<WireAccount>('/api/handover', code);
    assert.equal((await signed(id, {}, phone.token)).data.token, phone.token);
    assert.equal(await isIn(known.token), true);
  });

  it('G08 G22 a name that passes for one of ours is not taken, nor what nobody could set', async () => {
    const id = randomUUID();
    const { data: known } = await signed(id, { nickname: 'Ann', email: 'ann@shop.example' });
    for (const claims of [
      { nickname: '客服' },
      { nickname: 'Аdmin' },
      { nickname: '  ' },
      { avatar: 'javascript:alert(1)' },
      { avatar: 'https://shop.example/ann.png' },
      { avatar: `/uploads/${randomUUID()}.png` },
      { email: 'no' },
    ]) {
      const { status, data } = await signed(id, claims, known.token);
      assert.deepEqual([status, data.nickname, data.avatar], [200, 'Ann', known.avatar], JSON.stringify(claims));
    }
    assert.equal((await signed(id, { nickname: '长'.repeat(40) })).data.nickname, '长'.repeat(30));
    const [row] = await target.app.sql.query('SELECT email FROM known_visitor WHERE external_id = ?', [id]);
    assert.equal(row?.['email'], 'ann@shop.example');
  });

  for (const what of ['an erasure', 'a disabling'] as const) {
    it(`G03 nothing of a signed identity lands after ${what}`, async () => {
      const { admin, erasure } = servicesOf(target);
      const close = (userId: number): Promise<unknown> => (what === 'an erasure' ? erasure.erase(userId) : admin.disable(userId));
      for (const isNew of [true, false]) {
        const [visitor, id] = [await visit(), randomUUID()];
        const own = isNew ? visitor.token : (await signed(id, {}, visitor.token)).data.token;
        const moment = beforeWrite(target, 1, async () => void (await close(visitor.id)));
        const { status, data } = await signed(id, { nickname: 'GHOST', email: `ghost${visitor.id}@shop.example` }, own);
        await moment.end();
        assert.ok(moment.hasCome);
        const left = (await readAll(target)).filter((row) => row.startsWith('user {') && row.includes(`"id":${visitor.id},`));
        assert.ok(left.length === 1 && !left[0]?.includes('GHOST'), left.join('\n'));
        assert.ok(status === 401 || (isNew && data.id !== visitor.id), `${status}`);
      }
    });
  }
});

describe('visitors whom the site knows, without a secret', () => {
  it('are not taken', async () => {
    const target = await bootApp();
    try {
      const body = { deviceId: randomUUID(), timestamp: Date.now(), token: siteToken('', 'ann') };
      assert.equal((await target.api.post('/api/visitorIdentify', body)).code, 'identity_closed');
    } finally {
      await target.close();
    }
  });
});

/** Status, code and text of a refusal. */
function toldBy({ status, code, data }: Answer): unknown[] {
  return [status, code, data];
}
