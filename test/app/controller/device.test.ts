import assert from 'node:assert/strict';
import type { WireAccount, WireDevice, WireHandoverPreview } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import type { Answer } from '../../support/api.ts';
import { createUser, createVisitor, setStatus, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { foyerSocket } from '../../support/socket.ts';
import { servicesOf } from '../../support/ticket.ts';

describeStores('devices', (store) => {
  const target = store.serve({ config: { limit: { handover: { points: 1000, window: 60_000 } } } });
  const user = anew(() => createUser(target));

  const as = ({ token }: { token: string }) => target.api.as(token);
  const code = async (who: TestUser): Promise<string> => (await as(who).post<{ code: string }>('/api/chat/handover')).data.code;
  const take = (given: string) => target.api.post<WireAccount>('/api/handover', { code: given });

  it('lists where one is signed in, oneself marked, nobody else’s', async () => {
    await createUser(target);
    const { data } = await as(user).get<WireDevice[]>('/api/chat/devices');
    assert.equal(data.length, 1);
    assert.deepEqual([data[0]?.current, data[0]?.role], [true, 'user']);
    assert.deepEqual(Object.keys(data[0] ?? {}).toSorted(), ['address', 'agent', 'created_at', 'current', 'expires_at', 'id', 'role']);
  });

  it('D03 signing out closes the socket and the token; a foreign or ended session is not found', async () => {
    const other = await createUser(target);
    const [mine] = (await as(user).get<WireDevice[]>('/api/chat/devices')).data;
    const id = mine?.id ?? 0;
    assert.deepEqual(toldBy(await as(other).post('/api/chat/device/end', { id })), [404, 'session_not_found', '登录设备不存在']);
    const socket = await foyerSocket(target, user.token);
    assert.equal((await as(user).post('/api/chat/device/end', { id })).data, 1);
    assert.equal((await socket.end()).code, 4401);
    assert.equal((await as(user).get('/api/chat/devices')).status, 401);
  });

  it('signing out all others leaves oneself in', async () => {
    assert.equal((await as(user).post('/api/chat/device/end')).data, 0);
    assert.equal((await as(user).get('/api/chat/devices')).status, 200);
  });

  it('D03 signing out all others ends the tokens that were handed on from this session too, for who asks for a new one', async () => {
    const phone = (await take(await code(user))).data;
    const { data, status } = await as(user).post<WireAccount>('/api/chat/device/end', { renew: true });
    assert.deepEqual([status, data.id, data.role], [200, user.id, 'user']);
    const states = [user, phone, data].map(async (of) => (await as(of).get('/api/chat/devices')).status);
    assert.deepEqual(await Promise.all(states), [401, 401, 200]);
    const { data: devices } = await as(data).get<WireDevice[]>('/api/chat/devices');
    assert.deepEqual(
      devices.map(({ current }) => current),
      [true],
    );
  });

  it('D03 a session that has ended is not revived by what was under way in it', async () => {
    const identity = await servicesOf(target).session.authenticate(user.token);
    await as(user).post('/api/chat/logout');
    await assert.rejects(servicesOf(target).device.renew(identity), { code: 'token_invalid' });
  });

  it('a visitor goes on with the same session on another device', async () => {
    const visitor = await createVisitor(target);
    const { data } = await take((await code(visitor)).toLowerCase());
    assert.deepEqual([data.id, data.role], [visitor.id, 'visitor']);
    const [here, there] = [await foyerSocket(target, visitor.token), await foyerSocket(target, data.token)];
    const { data: devices } = await as(visitor).get<WireDevice[]>('/api/chat/devices');
    assert.equal(devices.length, 1);
    assert.equal(here.closed ?? there.closed, undefined);
  });

  it('G02 tells whose session a code leads to, and who asks, without using it', async () => {
    const [other, given] = [await createVisitor(target), await code(user)];
    const look = (who?: TestUser) =>
      (who ? as(who) : target.api).post<WireHandoverPreview>('/api/handover/preview', { code: given.toLowerCase() });
    for (const [who, own] of [
      [undefined, undefined],
      [other, other.id],
      [user, user.id],
    ] as const) {
      const { status, data } = await look(who);
      assert.deepEqual([status, data.user.id, data.own?.id], [200, user.id, own]);
      assert.deepEqual(Object.keys(data.user).toSorted(), ['avatar', 'id', 'nickname', 'role', 'username', 'uuid']);
    }
    assert.equal((await take(given)).status, 200);
    assert.deepEqual(toldBy(await look(other)), [400, 'handover_invalid', '此链接已使用过或已过期，请在原来的设备上重新生成']);
  });

  it('G48 a session knows whether its code still waits: not after it was used, nor after the next one was made for another session', async () => {
    const waits = async (of = user): Promise<unknown> => (await as(of).get('/api/chat/handover')).data;
    assert.deepEqual(await waits(), { waiting: false });
    const given = await code(user);
    assert.deepEqual(await waits(), { waiting: true });
    assert.deepEqual(await waits(await createUser(target)), { waiting: false });
    assert.equal((await take(given)).status, 200);
    assert.deepEqual(await waits(), { waiting: false });
    await code(user);
    await target.app.sql.execute('UPDATE handover SET expires_at = ?', [Date.now() - 1]);
    assert.deepEqual(await waits(), { waiting: false });
  });

  it('a code works once, of many at once', async () => {
    const given = await code(user);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => take(given)));
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 400, 400, 400, 400],
    );
    assert.deepEqual(toldBy(await take(given)), [400, 'handover_invalid', '此链接已使用过或已过期，请在原来的设备上重新生成']);
  });

  it('a code is void after the next one, after its time, and with its session', async () => {
    const first = await code(user);
    const second = await code(user);
    assert.equal((await take(first)).code, 'handover_invalid');
    await target.app.sql.execute('UPDATE handover SET expires_at = ?', [Date.now() - 1]);
    assert.equal((await take(second)).code, 'handover_invalid');
    const third = await code(user);
    await as(user).post('/api/chat/logout');
    assert.equal((await take(third)).code, 'handover_invalid');
    const other = await createUser(target);
    const fourth = await code(other);
    await setStatus(target, other.id, 0);
    assert.equal((await take(fourth)).status, 401);
  });

  it('G02 a code is void once the password changed or all others were signed out, not once one other was', async () => {
    const person = await createUser(target, { password: 'secret-1' });
    const body = { oldpassword: 'secret-1', newpassword: 'secret-2', checknewpassword: 'secret-2' };
    const ends = [() => as(person).post('/api/chat/setPassword', body), () => as(person).post('/api/chat/device/end', {})];
    for (const end of ends) {
      const given = await code(person);
      assert.equal((await end()).status, 200);
      assert.equal((await take(given)).code, 'handover_invalid');
      assert.equal((await as(person).get('/api/chat/devices')).status, 200);
    }
    const given = await code(person);
    assert.equal((await as(person).post('/api/chat/device/end', { id: 2 ** 40 })).status, 404);
    assert.equal((await take(given)).status, 200);
  });

  it('is not written down', async () => {
    const given = await code(user);
    const rows = await target.app.sql.query('SELECT * FROM handover');
    assert.ok(!JSON.stringify(rows).includes(given));
    assert.match(given, /^[A-HJ-NP-Z2-9]{10}$/);
    assert.equal((await take('SHORT')).status, 422);
  });
});

/** Status, code and text of a refusal. */
function toldBy({ status, code, data }: Answer): unknown[] {
  return [status, code, data];
}
