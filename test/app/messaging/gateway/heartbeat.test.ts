import assert from 'node:assert/strict';
import { anew } from '../../../support/anew.ts';
import { serveApp } from '../../../support/app.ts';
import { createOpenUser, post, texts } from '../../../support/chat.ts';
import { dialFoyer, foyerSocket, plainSocket, type FoyerSocket } from '../../../support/socket.ts';
import { until } from '../../../support/wait.ts';

/** The loop looks once a second. */
const LOOK = 1000;

describe('heartbeat', () => {
  const heartbeat = { interval: 1000, timeout: 300, blocked: 60_000 };
  const target = serveApp({ config: { gateway: { heartbeat } } });
  const user = anew(() => createOpenUser(target));
  const peer = anew(() => createOpenUser(target));

  const presence = async (): Promise<number> => (await target.app.engine.presence.check([user.id]))[0]?.nodes.length ?? -1;
  const cutWithin = heartbeat.interval + heartbeat.timeout + 3 * LOOK;

  it('D18 cuts a peer of which nothing comes, ends its presence, and keeps its messages', async () => {
    // Opened first, so that it is asked no later: any frame is a sign of life.
    const talker = await foyerSocket(target, peer.token, { autoPong: false });
    const talk = setInterval(() => talker.send({ op: 'ping' }), 50);
    const deaf = await foyerSocket(target, user.token, { autoPong: false });
    assert.equal(await presence(), 1);
    try {
      assert.equal((await deaf.end(cutWithin)).code, 1006);
      assert.equal(talker.closed, undefined);
    } finally {
      clearInterval(talk);
    }
    await until(async () => (await presence()) === 0);
    assert.equal(target.app.chat.sessions.of(user.id).size, 0);
    await post(target, peer, { to: user.id, data: 'while it was away' });
    assert.deepEqual(await (await foyerSocket(target, user.token)).got(1), ['while it was away']);
    await talker.end(cutWithin);
  });

  it('pings every socket, the plain one visibly too, and tells nothing to who is not signed in', async () => {
    const foyer = await foyerSocket(target, user.token);
    const pinged = new Promise((resolve) => foyer.raw.once('ping', resolve));
    const plain = await plainSocket(target, peer.token);
    const nobody = await dialFoyer(target);
    await plain.next((frame) => frame.type === 'ping', cutWithin);
    await pinged;
    assert.deepEqual(nobody.frames, []);
    assert.ok(foyer.frames.every(({ op }) => op === 'welcome' || op === 'ready'));
  });
});

describe('D46 a slow reader', () => {
  const large = 'x'.repeat(60_000);
  const target = serveApp({ config: { gateway: { heartbeat: { blocked: 2500 }, check: 600_000 } } });
  const user = anew(() => createOpenUser(target));
  const peer = anew(() => createOpenUser(target));
  let slow: FoyerSocket;

  beforeEach(async () => {
    slow = await foyerSocket(target, user.token);
    slow.raw.pause();
    await until(fill, { within: 10_000 });
  });

  const session = () => [...target.app.chat.sessions.of(user.id)][0];
  const buffered = () => [...target.app.chat.gateway.connections].find((one) => one.session === session())?.socket.bufferedAmount ?? 0;

  /** Writes to the one that reads nothing until the buffers of both kernels and ours are full; true when they are. */
  async function fill(): Promise<boolean> {
    target.app.chat.sends.user.forget(peer.id);
    await Promise.all(texts(50).map((text) => post(target, peer, { to: user.id, data: text + large })));
    const before = buffered();
    await new Promise((resolve) => setTimeout(resolve, 30)); // what the kernel can still take, it takes meanwhile
    return before > target.app.config.gateway.highWater && buffered() === before;
  }

  async function lastSeq(): Promise<number> {
    const rows = await target.app.sql.query<{ seq: number }>(
      'SELECT c.last_seq AS seq FROM conversation c JOIN member m ON m.conversation_id = c.id WHERE m.user_id = ?',
      [user.id],
    );
    return rows[0]?.seq ?? 0;
  }

  it('is not written to beyond the limit, delays nobody, and gets everything, in order and once, as soon as it reads on', async () => {
    const full = buffered();
    const other = await createOpenUser(target);
    const reader = await foyerSocket(target, other.token);
    target.app.chat.sends.user.forget(peer.id);
    for (const text of texts(10)) {
      await post(target, peer, { to: user.id, data: large });
      await post(target, peer, { to: other.id, data: text });
    }
    assert.deepEqual(await reader.got(10), texts(10));
    assert.ok(buffered() <= full);
    assert.equal(session()?.isEnded, false);
    slow.raw.resume();
    const last = await lastSeq();
    await slow.got(last, 2000);
    assert.deepEqual(
      slow.messages.map(({ seq }) => seq),
      Array.from({ length: last }, (_, index) => index + 1),
    );
    await slow.ask({ op: 'ping' }, 'pong');
  });

  it('is sent away with 1013 when it goes on for too long, and finds the rest when it comes back', async () => {
    await until(() => session()?.isEnded, { within: 2500 + 3 * LOOK });
    slow.raw.resume();
    assert.deepEqual(await slow.end(), { code: 1013, reason: 'overload' });
    const farewell = slow.frames.at(-1);
    assert.ok(farewell?.op === 'error' && farewell.code === 'socket_slow');
    const again = await foyerSocket(target, user.token);
    const seqs = [...slow.messages, ...again.messages].map(({ seq }) => seq);
    assert.deepEqual(
      [...new Set(seqs)],
      Array.from({ length: await lastSeq() }, (_, index) => index + 1),
    );
  });
});
