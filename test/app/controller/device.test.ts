import assert from 'node:assert/strict';
import type { WireAccount, WireDevice } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import type { Answer } from '../../support/api.ts';
import { createUser, createVisitor, setStatus, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { foyerSocket } from '../../support/socket.ts';

describeStores('devices', (store) => {
  const target = store.serve();
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

  it('a visitor goes on with the same session on another device', async () => {
    const visitor = await createVisitor(target);
    const { data } = await take((await code(visitor)).toLowerCase());
    assert.deepEqual([data.id, data.role], [visitor.id, 'visitor']);
    const [here, there] = [await foyerSocket(target, visitor.token), await foyerSocket(target, data.token)];
    const { data: devices } = await as(visitor).get<WireDevice[]>('/api/chat/devices');
    assert.equal(devices.length, 1);
    assert.equal(here.closed ?? there.closed, undefined);
  });

  it('a code works once, of many at once', async () => {
    const given = await code(user);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => take(given)));
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 400, 400, 400, 400],
    );
    assert.deepEqual(toldBy(await take(given)), [400, 'handover_invalid', '验证码不正确或已过期']);
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
