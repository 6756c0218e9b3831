import assert from 'node:assert/strict';
import { anew } from '../support/anew.ts';
import { serveApp } from '../support/app.ts';
import { createOpenUser, post, postAll, texts } from '../support/chat.ts';
import { createVisitor } from '../support/factory.ts';
import { dialFoyer, foyerSocket, plainSocket, sendFrame } from '../support/socket.ts';
import { until } from '../support/wait.ts';

const FRAMES = { points: 40, window: 60_000 };
const MIB = 1024 * 1024;

const pings = (count: number) => Array.from({ length: count }, () => ({ op: 'ping' }));

describe('a flood', () => {
  const sends = { user: { points: 10, window: 1000 }, visitor: { points: 3, window: 60_000 } };
  const target = serveApp({ config: { gateway: { frames: FRAMES }, chat: { sends } } });
  const user = anew(() => createOpenUser(target));
  const peer = anew(() => createOpenUser(target));

  it('D20 of frames is told when to go on, and closed with 4029 when it goes on at once', async () => {
    const socket = await foyerSocket(target, user.token);
    for (let sent = 1; sent < FRAMES.points; sent += 1) socket.send({ op: 'ping' }); // hello was one
    await until(() => socket.frames.filter(({ op }) => op === 'pong').length === FRAMES.points - 1);
    socket.send({ op: 'ping' });
    const { code, after, text } = await socket.op('error');
    assert.deepEqual([code, text], ['frame_too_many', '发送过于频繁，请稍后再试']);
    assert.ok(after !== undefined && after > 0 && after <= FRAMES.window);
    for (let sent = 0; sent < FRAMES.points; sent += 1) socket.send({ op: 'ping' });
    assert.deepEqual(await socket.end(), { code: 4029, reason: 'too_many' });
    assert.equal(socket.frames.filter(({ op }) => op === 'pong').length, FRAMES.points - 1);
  });

  it('D20 counts each frame of an array', async () => {
    const socket = await foyerSocket(target, user.token);
    socket.send(pings(FRAMES.points));
    assert.equal((await socket.op('error')).code, 'frame_too_many');
    assert.equal(socket.frames.filter(({ op }) => op === 'pong').length, 0);
    socket.send(pings(FRAMES.points));
    assert.equal((await socket.end()).code, 4029);
  });

  it('D20 ends a plain socket as well, and one that is not signed in', async () => {
    const plain = await plainSocket(target, user.token);
    const nobody = await dialFoyer(target);
    for (let sent = 0; sent < FRAMES.points * 2 + 1; sent += 1) {
      plain.send({ type: 'ping' });
      nobody.send(Buffer.from('x'));
    }
    assert.equal((await plain.end()).code, 4029);
    assert.equal((await nobody.end()).code, 4029);
  });

  it('D20 of one socket leaves the others alone', async () => {
    const [flooder, other] = [await foyerSocket(target, user.token), await foyerSocket(target, user.token)];
    for (let sent = 0; sent < FRAMES.points * 3; sent += 1) flooder.send('x');
    await flooder.end();
    await other.ask({ op: 'ping' }, 'pong');
  });

  it('D07 of messages is refused with a time to wait, and nothing of it is lost to who tries again', async () => {
    const socket = await foyerSocket(target, user.token);
    const reader = await foyerSocket(target, peer.token);
    const frames = texts(15).map((text) => sendFrame(peer.id, text));
    socket.send(frames);
    await until(() => socket.frames.filter(({ op }) => op === 'sent' || op === 'refused').length === 15);
    const refused = socket.frames.filter((frame) => frame.op === 'refused');
    assert.deepEqual(
      refused.map(({ client_id: id }) => id),
      frames.slice(10).map(({ client_id: id }) => id),
    );
    for (const { code, retry, after } of refused) {
      assert.deepEqual([code, retry], ['too_many', true]);
      assert.ok(after !== undefined && after > 0 && after <= 1000);
    }
    const wait = Math.max(...refused.map(({ after }) => after ?? 0));
    await new Promise((resolve) => setTimeout(resolve, wait));
    socket.send(frames.slice(10));
    assert.deepEqual(await reader.got(15), texts(15));
  });

  it('D07 of messages over HTTP has the same limit, by role, with Retry-After', async () => {
    const visitor = await createVisitor(target);
    await postAll(target, visitor, { to: peer.id, texts: texts(3) });
    const { status, code, data, headers } = await post(target, visitor, { to: peer.id, data: 'too much' });
    assert.deepEqual([status, code, data], [429, 'too_many', '操作过于频繁，请稍后再试']);
    const after = Number(headers.get('retry-after'));
    assert.ok(after >= 1 && after <= 60);
    const socket = await foyerSocket(target, visitor.token);
    const answer = await socket.say(peer.id, 'by the other way');
    assert.equal(answer.op === 'refused' && answer.code, 'too_many');
    await postAll(target, user, { to: peer.id, texts: texts(10) });
  });

  it('D20 of requests for pages fills the memory no more than one page beyond the limit', async () => {
    const large = 'x'.repeat(60_000);
    await postAll(target, user, { to: peer.id, texts: Array<string>(10).fill(large) });
    await postAll(target, peer, { to: user.id, texts: Array<string>(10).fill(large) });
    const socket = await foyerSocket(target, user.token, { ack: 'never' });
    const [connection] = [...target.app.chat.gateway.connections].filter(({ session }) => session?.userId === user.id);
    socket.raw.pause();
    const page = 20 * large.length;
    socket.send(texts(FRAMES.points - 1).map((_, ref) => ({ op: 'history', ref, to: peer.id, limit: 20 })));
    const { highWater } = target.app.config.gateway;
    await until(() => connection && connection.socket.bufferedAmount > highWater);
    await assert.rejects(until(() => connection && connection.socket.bufferedAmount > highWater + 2 * page, { within: 500 }));
    socket.raw.resume();
    await until(() => socket.frames.filter(({ op }) => op === 'history').length === FRAMES.points - 1, { within: 10_000 });
    assert.deepEqual(
      socket.frames.flatMap((frame) => (frame.op === 'history' ? [frame.ref] : [])),
      texts(FRAMES.points - 1).map((_, ref) => ref),
    );
  });

  it('D21 of nonsense from many sockets leaves a server that answers and has given the memory back', async () => {
    const rubbish = ['x', '[]', '{}', '{"op":"x"}', `[${'[],'.repeat(5000)}[]]`, `{"op":"${'y'.repeat(50_000)}"}`];
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 5; round += 1) {
      const sockets = await Promise.all(Array.from({ length: 10 }, () => foyerSocket(target, user.token)));
      for (let count = 0; count < FRAMES.points * 2; count += 1) {
        for (const socket of sockets) socket.send(rubbish[count % rubbish.length] ?? '');
      }
      for (const { code } of await Promise.all(sockets.map((socket) => socket.end()))) assert.equal(code, 4029);
    }
    await until(() => target.app.chat.sessions.of(user.id).size === 0);
    assert.equal((await target.api.get('/healthz')).status, 200);
    assert.ok(process.memoryUsage().rss - before < 200 * MIB);
  });
});
