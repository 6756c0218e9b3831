import assert from 'node:assert/strict';
import { anew } from '../../../support/anew.ts';
import { createOpenUser, post } from '../../../support/chat.ts';
import { createUser, login } from '../../../support/factory.ts';
import { describeStores } from '../../../support/matrix.ts';
import { dialPlain, plainSocket, type PlainSocket } from '../../../support/socket.ts';
import { until } from '../../../support/wait.ts';

const MOST = 3;
const FORCE_LOGOUT = { msg: 'force_logout', data: '你的账号在其他设备登录' };

describeStores('plain sockets of one login', (store) => {
  // What differs is the engine: MariaDB without Redis has the same one as SQLite.
  if (store.name === 'mariadb') return;

  const target = store.serve({ config: { gateway: { maxSilent: MOST } } });
  const user = anew(() => createOpenUser(target));
  const peer = anew(() => createUser(target));

  const sessions = () => [...target.app.chat.sessions.of(user.id)];
  const route = async () => (await target.app.engine.presence.check([user.id]))[0];
  const say = async (data: string): Promise<void> => {
    assert.equal((await post(target, peer, { to: user.id, data })).status, 200);
  };
  const open = async (count: number): Promise<PlainSocket[]> => {
    const sockets: PlainSocket[] = [];
    while (sockets.length < count) sockets.push(await plainSocket(target, user.token));
    return sockets;
  };

  it('G92 an older one stays and is silent, the newest gets all, once', async () => {
    const [first, second, newest] = await open(3);
    for (const words of ['one', 'two']) await say(words);
    assert.deepEqual(await newest?.got(2), ['one', 'two']);
    assert.deepEqual(
      [first, second].map((socket) => [socket?.closed, socket?.messages.length]),
      [
        [undefined, 0],
        [undefined, 0],
      ],
    );
    first?.send({ type: 'ping' });
    await first?.next((frame) => frame.type === 'pong');
    assert.deepEqual((await route())?.nodes, [target.app.chat.node]);
  });

  it('G92 what waited goes to the newest, and not twice when the older one had it', async () => {
    await say('waited');
    const [first] = await open(1);
    assert.deepEqual(await first?.got(1), ['waited']);
    const [, newest] = [first, ...(await open(1))];
    await say('live');
    assert.deepEqual(await newest?.got(1), ['live']);
    const deaf = await plainSocket(target, user.token, { autoPong: false });
    await say('to the deaf');
    assert.deepEqual(await deaf.got(1), ['to the deaf']);
    // It never says that it took it: the next one is given it again.
    const last = await plainSocket(target, user.token);
    assert.deepEqual(await last.got(1), ['to the deaf']);
  });

  it('G92 many that open at once end as one that hears, and nothing comes twice', async () => {
    for (const words of ['one', 'two']) await say(words);
    const sockets = await Promise.all(Array.from({ length: MOST + 1 }, () => dialPlain(target, user.token)));
    const heard = (): unknown[] => sockets.flatMap((socket) => socket.texts);
    await until(() => heard().length >= 2);
    await say('three');
    await until(() => heard().includes('three'));
    assert.deepEqual(
      heard().toSorted((a, b) => String(a).localeCompare(String(b))),
      ['one', 'three', 'two'],
    );
    assert.ok(sockets.every(({ closed }) => closed === undefined));
    assert.equal(sessions().filter(({ isSilent }) => !isSilent).length, 1);
  });

  it('G92 their number is bounded: the oldest are cut without a word, so that their client comes back', async () => {
    const sockets = await open(MOST + 4);
    const [oldest, kept] = [sockets.slice(0, 3), sockets.slice(3)];
    assert.deepEqual(await Promise.all(oldest.map(async (socket) => (await socket.end()).code)), [1006, 1006, 1006]);
    assert.ok(kept.every(({ closed }) => closed === undefined));
    assert.equal(sessions().length, MOST + 1);
    await say('hello');
    assert.deepEqual(await sockets.at(-1)?.got(1), ['hello']);
  });

  it('G92 when the newest goes the one before it hears again, from where nothing is lost', async () => {
    const [, second, newest] = await open(3);
    await say('one');
    await newest?.got(1);
    await newest?.cut();
    await say('two');
    await until(() => second?.texts.includes('two'));
    assert.deepEqual((await route())?.nodes, [target.app.chat.node]);
    await second?.cut();
    await until(async () => sessions().some(({ isSilent }) => !isSilent));
    await say('three');
    await until(() => sessions().length === 1);
  });

  it('G92 a login elsewhere ends them all: the newest is told, the older ones are cut', async () => {
    const [first, newest] = await open(2);
    const token = await login(target, user.id);
    assert.deepEqual(await newest?.end(), { code: 4001, reason: 'replaced' });
    assert.deepEqual(newest?.frames.at(-1), FORCE_LOGOUT);
    assert.equal((await first?.end())?.code, 1006);
    assert.ok(!first?.frames.some((frame) => 'msg' in frame));
    const back = await dialPlain(target, user.token);
    assert.equal((await back.end()).code, 4001);
    const elsewhere = await plainSocket(target, token);
    await say('to the new device');
    assert.deepEqual(await elsewhere.got(1), ['to the new device']);
  });
});
