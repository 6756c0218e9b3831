import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerFrame } from '../../../../protocol/index.ts';
import { anew } from '../../../support/anew.ts';
import { serveApp } from '../../../support/app.ts';
import { createOpenUser, postAll, texts } from '../../../support/chat.ts';
import { setStatus } from '../../../support/factory.ts';
import { hold } from '../../../support/gate.ts';
import { dialFoyer, dialPlain, foyerSocket, plainSocket, refusedHandshake, sendFrame, type FoyerSocket } from '../../../support/socket.ts';
import { until } from '../../../support/wait.ts';

describe('the admission of a socket', () => {
  const target = serveApp({ config: { gateway: { helloTimeout: 400, maxPerUser: 3, resumePage: 10 }, websocket: { maxPerAddress: 12 } } });
  const user = anew(() => createOpenUser(target));
  const peer = anew(() => createOpenUser(target));

  // Each test leaves nothing behind, whatever it did.
  afterEach(async () => {
    for (const connection of target.app.chat.gateway.connections) connection.cut();
    await until(() => target.app.chat.gateway.connections.size === 0 && target.app.chat.sessions.size === 0);
    assert.deepEqual(
      (await target.app.engine.presence.check([user.id, peer.id])).flatMap((state) => state?.nodes),
      [],
    );
  });

  const claims = () => target.app.engine.presence;
  const sessions = () => target.app.chat.sessions.of(user.id);
  const errorCodes = (frames: readonly ServerFrame[]): string[] => frames.flatMap((frame) => (frame.op === 'error' ? [frame.code] : []));

  it('G105 hello that came while the server was busy is in time', async () => {
    const socket = await dialFoyer(target);
    await new Promise<void>((resolve) => {
      socket.raw.send(JSON.stringify({ op: 'hello', token: user.token }), () => resolve());
    });
    const busyUntil = Date.now() + 600;
    while (Date.now() < busyUntil);
    await socket.op('welcome');
  });

  for (const [name, enter] of Object.entries({
    'our protocol': () => foyerSocket(target, user.token),
    'the plain protocol': () => plainSocket(target, user.token),
  })) {
    it(`G105 how long the server takes to let in is not the client’s lateness: ${name}`, async () => {
      const gate = hold(claims(), 'claim');
      const entering = enter();
      await until(() => gate.waiting === 1);
      // One that came later and says nothing is late by now.
      assert.equal((await (await dialFoyer(target)).end()).code, 4408);
      gate.open();
      const socket = await entering;
      assert.equal(socket.closed, undefined);
      assert.equal(sessions().size, 1);
    });
  }

  it('G105 who gives up while it waits to be let in is gone at once', async () => {
    const gate = hold(claims(), 'claim');
    const socket = await dialFoyer(target);
    socket.send({ op: 'hello', token: user.token });
    await until(() => gate.waiting === 1);
    await socket.close();
    assert.equal(target.app.chat.gateway.connections.size, 0);
    gate.open();
  });

  describe('D15 keeps frames that come with hello or behind it', () => {
    it('in one message', async () => {
      const socket = await dialFoyer(target);
      const send = sendFrame(peer.id, 'early');
      socket.send([{ op: 'hello', token: user.token }, { op: 'ping' }, send, { op: 'nonsense', ref: 5 }]);
      assert.equal((await socket.op('sent')).client_id, send.client_id);
      await socket.op('pong');
      assert.equal((await socket.op('error')).ref, 5);
      assert.equal(socket.frames[0]?.op, 'welcome');
    });

    it('in messages of their own, in their order', async () => {
      const socket = await dialFoyer(target);
      socket.send({ op: 'hello', token: user.token });
      const sends = texts(50).map((text) => sendFrame(peer.id, text));
      for (const frame of sends) socket.send(frame);
      await until(() => socket.frames.filter(({ op }) => op === 'sent').length === 50);
      const sent = socket.frames.filter((frame) => frame.op === 'sent');
      assert.deepEqual(
        sent.map((frame) => frame.client_id),
        sends.map((frame) => frame.client_id),
      );
      assert.deepEqual(
        sent.map(({ seq }) => seq),
        sent.map((_, index) => index + 1),
      );
    });

    it('and on the plain protocol', async () => {
      const gate = hold(claims(), 'claim');
      const socket = await dialPlain(target, user.token);
      await until(() => gate.waiting === 1);
      socket.send({ type: 'ping' });
      gate.open();
      await socket.next((frame) => frame.type === 'pong');
      assert.equal(socket.frames[0]?.type, 'system');
    });
  });

  describe('D16 a close during authentication leaves nothing', () => {
    for (const [name, end] of [
      ['with a close frame', (socket: FoyerSocket) => socket.raw.close(1000)],
      ['without one', (socket: FoyerSocket) => socket.raw.terminate()],
      ['cut by the server', () => [...target.app.chat.gateway.connections][0]?.cut()],
    ] as const) {
      it(name, async () => {
        const gate = hold(claims(), 'claim');
        const socket = await dialFoyer(target);
        socket.send({ op: 'hello', token: user.token });
        await until(() => gate.waiting === 1);
        end(socket);
        await sleep(20); // long enough for the end to travel; what follows holds either way
        gate.open();
        await socket.end();
        await until(() => target.app.chat.gateway.connections.size === 0 && sessions().size === 0);
        const [route] = await claims().check([user.id]);
        assert.deepEqual(route?.nodes, []);
      });
    }
  });

  it('D03 a revocation during authentication finds its socket', async () => {
    const gate = hold(claims(), 'claim');
    const socket = await dialFoyer(target);
    socket.send({ op: 'hello', token: user.token });
    await until(() => gate.waiting === 1);
    await target.app.createAnonymousContext().service.session.end({ userId: user.id, reason: 'logout' });
    gate.open();
    assert.equal((await socket.end()).code, 4401);
    assert.deepEqual(errorCodes(socket.frames), ['socket_token_invalid']);
  });

  it('D03 so does a user who is disabled meanwhile', async () => {
    const gate = hold(claims(), 'claim');
    const socket = await dialPlain(target, user.token);
    await until(() => gate.waiting === 1);
    await setStatus(target, user.id, 0);
    gate.open();
    assert.equal((await socket.end()).code, 4403);
  });

  it('tells a store that is down apart from a bad token: come back', async () => {
    const { presence } = target.app.engine;
    const own = presence.claim.bind(presence);
    presence.claim = () => Promise.reject(new Error('the engine is down'));
    try {
      const foyer = await dialFoyer(target);
      foyer.send({ op: 'hello', token: user.token });
      assert.deepEqual(await foyer.end(), { code: 1011, reason: 'internal' });
      assert.equal((await (await dialPlain(target, user.token)).end()).code, 1006);
    } finally {
      presence.claim = own;
    }
  });

  describe('a hand-over that takes longer than hello may', () => {
    let gate: { open(): void } | undefined;

    beforeEach(async () => {
      await postAll(target, peer, { to: user.id, texts: texts(60) });
      const { sql } = target.app;
      const query = sql.query.bind(sql);
      sql.query = async (statement, params) => {
        if (statement.includes('seq BETWEEN')) await sleep(100);
        return query(statement, params);
      };
      gate = { open: () => (sql.query = query) };
    });
    afterEach(() => gate?.open());

    it('goes on to its end on foyer.1, and takes acknowledgements and messages meanwhile', async () => {
      const socket = await dialFoyer(target);
      socket.send({ op: 'hello', token: user.token });
      await socket.op('welcome');
      const { op } = await socket.say(peer.id, 'from within');
      assert.equal(op, 'sent');
      assert.ok(socket.messages.length < 60);
      await until(() => target.app.chat.receipts.has(user.id, socket.messages[0]?.conversation ?? 0, 1) || socket.messages.length === 60);
      assert.ok(socket.messages.length < 60);
      await socket.op('ready');
      assert.deepEqual(socket.texts, texts(60));
    });

    it('goes on to its end on the plain protocol', async () => {
      const socket = await plainSocket(target, user.token);
      assert.deepEqual(await socket.got(60), texts(60));
      assert.equal(socket.closed, undefined);
    });
  });

  describe('caps', () => {
    it('D20 the sockets of a user, however many come at once', async () => {
      const sockets = await Promise.all(Array.from({ length: 8 }, () => dialFoyer(target)));
      for (const socket of sockets) socket.send({ op: 'hello', token: user.token });
      await until(() => sockets.filter(({ closed }) => closed).length === 5);
      for (const socket of sockets.filter(({ closed }) => closed)) {
        assert.deepEqual(socket.closed, { code: 4029, reason: 'too_many' });
        assert.deepEqual(errorCodes(socket.frames), ['socket_connections']);
      }
      const open = sockets.filter(({ closed }) => !closed);
      await Promise.all(open.map((socket) => socket.op('ready')));
      assert.equal(sessions().size, 3);
      await open[0]?.close();
      await until(() => sessions().size === 2);
      await foyerSocket(target, user.token);
    });

    it('D20 the sockets of an address, before the handshake', async () => {
      const sockets = await Promise.all(Array.from({ length: 12 }, () => dialFoyer(target)));
      const { status, body } = await refusedHandshake(target, {});
      assert.deepEqual([status, JSON.parse(body)], [429, { msg: 'fail', data: '连接数量过多', code: 'socket_connections' }]);
      await sockets[0]?.close();
      await until(() => target.app.websocket.size === 11);
      await (await dialFoyer(target)).close();
    });
  });
});
