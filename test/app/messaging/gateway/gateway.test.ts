import assert from 'node:assert/strict';
import type { WireAccount } from '../../../../protocol/index.ts';
import { anew } from '../../../support/anew.ts';
import { createOpenUser, post } from '../../../support/chat.ts';
import { createUser, login, type TestUser } from '../../../support/factory.ts';
import { hold } from '../../../support/gate.ts';
import { describeStores } from '../../../support/matrix.ts';
import { dialFoyer, dialPlain, foyerSocket, plainSocket, type FoyerSocket, type PlainSocket } from '../../../support/socket.ts';
import { until } from '../../../support/wait.ts';

const FORCE_LOGOUT = { msg: 'force_logout', data: '你的账号在其他设备登录' };

describeStores('one device', (store) => {
  const target = store.serve();
  const user = anew(() => createOpenUser(target));

  const sessions = (id = user.id) => [...target.app.chat.sessions.of(id)];
  const route = async (id = user.id) => (await target.app.engine.presence.check([id]))[0];

  it('a login ends the socket of the one before with 4001, and tells a plain one why', async () => {
    const plain = await plainSocket(target, user.token);
    const token = await login(target, user.id);
    assert.deepEqual(await plain.end(), { code: 4001, reason: 'replaced' });
    assert.deepEqual(plain.frames.at(-1), FORCE_LOGOUT);
    const foyer = await foyerSocket(target, token);
    await login(target, user.id);
    assert.deepEqual(await foyer.end(), { code: 4001, reason: 'replaced' });
    const last = foyer.frames.at(-1);
    assert.ok(last?.op === 'error' && last.code === 'session_replaced');
  });

  it('an old token that connects later gets the same, and leaves the new socket where it is', async () => {
    const token = await login(target, user.id);
    const socket = await foyerSocket(target, token);
    for (let tries = 0; tries < 3; tries += 1) {
      const plain = await dialPlain(target, user.token);
      assert.equal((await plain.end()).code, 4001);
      assert.deepEqual(plain.frames, [FORCE_LOGOUT]);
      const foyer = await dialFoyer(target);
      foyer.send({ op: 'hello', token: user.token });
      assert.equal((await foyer.end()).code, 4001);
    }
    assert.equal(socket.closed, undefined);
    assert.deepEqual(
      sessions().map(({ login: { id } }) => id),
      [target.app.token.verify(token).sid],
    );
  });

  it('tabs of one session live side by side, a login ends them all', async () => {
    const tabs = await Promise.all([1, 2, 3].map(() => foyerSocket(target, user.token)));
    const peer = await createUser(target);
    assert.equal((await post(target, peer, { to: user.id, data: 'to every tab' })).status, 200);
    for (const tab of tabs) assert.deepEqual(await tab.got(1), ['to every tab']);
    await tabs[0]?.close();
    assert.equal((await route())?.nodes.length, 1);
    await login(target, user.id);
    assert.deepEqual([(await tabs[1]?.end())?.code, (await tabs[2]?.end())?.code], [4001, 4001]);
  });

  it('D17 the close handler of the older socket never takes the new one off', async () => {
    const first = await plainSocket(target, user.token);
    const second = await plainSocket(target, user.token);
    const before = await route();
    assert.deepEqual(before?.nodes, [target.app.chat.node]);
    first.raw.terminate();
    await until(() => sessions().length === 1);
    assert.deepEqual(await route(), before);
    assert.equal(sessions()[0]?.isEnded, false);
    const peer = await createUser(target);
    await post(target, peer, { to: user.id, data: 'after the end of the first' });
    assert.deepEqual(await second.got(1), ['after the end of the first']);
    await second.close();
    await until(async () => (await route())?.nodes.length === 0);
  });

  it('D17 nor does a release that arrives late', async () => {
    const first = await foyerSocket(target, user.token);
    const gate = hold(target.app.engine.presence, 'release');
    await first.close();
    await until(() => gate.waiting === 1);
    const second = await plainSocket(target, user.token);
    gate.open();
    await target.app.engine.presence.check([user.id]);
    assert.deepEqual((await route())?.nodes, [target.app.chat.node]);
    assert.equal(second.closed, undefined);
  });

  it('D03 whoever was sent away says nothing more, though the socket is not gone yet', async () => {
    const peer = await createOpenUser(target);
    const socket = await foyerSocket(target, user.token);
    const reader = await foyerSocket(target, peer.token);
    socket.raw.pause(); // the close is not read, and so not answered
    await login(target, user.id);
    await until(() => sessions()[0]?.isEnded);
    socket.send({ op: 'send', client_id: crypto.randomUUID(), chat_type: 'single', to: peer.id, type: 'text', data: 'from beyond' });
    await socket.cut();
    await until(() => sessions().length === 0);
    const another = await createUser(target);
    await post(target, another, { to: peer.id, data: 'from here' });
    assert.deepEqual(await reader.got(1), ['from here']);
  });

  // What differs is the engine: MariaDB without Redis has the same one as SQLite.
  if (store.name === 'mariadb') return;

  it('D17 of two logins at once, 200 times, one socket survives and is registered, the other gets 4001', async function () {
    this.timeout(60_000);
    const password = 'secret-1';
    const users = await Promise.all(Array.from({ length: 25 }, () => createUser(target, { password })));
    for (let round = 0; round < 8; round += 1) await Promise.all(users.map((one, index) => race(one, (round + index) % 4)));

    async function race({ id, username }: TestUser, kinds: number): Promise<void> {
      const enter = async (isPlain: boolean): Promise<{ sid: number; socket: FoyerSocket | PlainSocket }> => {
        const { data, status } = await target.api.post<WireAccount>('/api/loginChat', { username, password });
        assert.equal(status, 200, JSON.stringify(data));
        const socket = isPlain ? await dialPlain(target, data.token) : await dialFoyer(target);
        if (!isPlain) socket.send({ op: 'hello', token: data.token });
        return { sid: target.app.token.verify(data.token).sid, socket };
      };
      const entered = await Promise.all([enter(kinds % 2 === 1), enter(kinds > 1)]);
      const [loser, winner] = entered.toSorted((a, b) => a.sid - b.sid);
      assert.deepEqual(await loser?.socket.end(), { code: 4001, reason: 'replaced' });
      await until(() => sessions(id).length === 1);
      assert.equal(winner?.socket.closed, undefined);
      assert.deepEqual([sessions(id)[0]?.login.id, sessions(id)[0]?.isEnded], [winner?.sid, false]);
      const { sessionId, nodes } = (await route(id)) ?? {};
      assert.deepEqual([sessionId, nodes], [winner?.sid, [target.app.chat.node]]);
      await winner?.socket.close();
    }
  });
});
