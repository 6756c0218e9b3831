import assert from 'node:assert/strict';
import { CLOSE, SUBPROTOCOL, type ServerFrame } from '../../../protocol/index.ts';
import { Connection } from '../../../web/shared/connection.ts';
import { Clock, settle } from '../support/clock.ts';
import { FakeSocket } from '../support/fake-socket.ts';
import { someone } from '../support/world.ts';

const welcome = { op: 'welcome', user: someone(1, 'ann'), session: 1, time: 5, heartbeat: 30_000, limits: { payload: 1000, data: 900 } };

function setup(token: () => Promise<string | null> = async () => 'secret') {
  const clock = new Clock();
  const sockets: FakeSocket[] = [];
  const received: ServerFrame[] = [];
  const states: string[] = [];
  const hello: { since?: number } = {};
  const connection = new Connection({
    url: 'ws://fake/ws',
    environment: {
      now: clock.now,
      random: clock.random,
      setTimer: clock.setTimer,
      createSocket: (url, protocols) => {
        sockets.push(new FakeSocket(url, protocols));
        return sockets.at(-1)!;
      },
    },
    getToken: token,
    since: () => hello.since,
    received: (frames) => received.push(...frames),
    changed: () => states.push(connection.status),
  });
  const open = async (): Promise<FakeSocket> => {
    await settle();
    const socket = sockets.at(-1)!;
    socket.open();
    socket.deliver(welcome);
    return socket;
  };
  return { clock, sockets, received, states, hello, connection, open };
}

describe('web/shared/connection', () => {
  it('offers the sub-protocol, and the token in the first frame only', async () => {
    const { connection, sockets, open, received, states } = setup();
    connection.start();
    assert.equal(connection.send({ op: 'ping' }), false);
    await open();
    assert.equal(sockets[0]!.url, 'ws://fake/ws');
    assert.deepEqual(sockets[0]!.protocols, [SUBPROTOCOL]);
    assert.deepEqual(sockets[0]!.frames, [{ op: 'hello', token: 'secret' }]);
    assert.deepEqual(received, [welcome]);
    assert.deepEqual(states, ['connecting', 'open']);
  });

  it('says since when there is a state to bring up to date', async () => {
    const { connection, sockets, open, hello } = setup();
    hello.since = 77;
    connection.start();
    await open();
    assert.deepEqual(sockets[0]!.frames, [{ op: 'hello', token: 'secret', since: 77 }]);
  });

  it('joins the frames of one turn into one message within the limit of the server', async () => {
    const { connection, open } = setup();
    connection.start();
    const socket = await open();
    const send = (data: string) => connection.send({ op: 'send', client_id: 'c', chat_type: 'single', to: 1, type: 'text', data });
    for (const data of ['a', 'b', 'c']) send(data.repeat(600));
    connection.send({ op: 'ack', n: 1 });
    connection.send({ op: 'ping' });
    await settle();
    const messages = socket.messages.slice(1).map((text) => [JSON.parse(text)].flat() as { op: string }[]);
    assert.deepEqual(
      messages.map((frames) => frames.map(({ op }) => op)),
      [['send'], ['send'], ['send', 'ack', 'ping']],
    );
  });

  it('passes on frames and arrays, keeps pongs to itself, ignores junk', async () => {
    const { connection, open, received } = setup();
    connection.start();
    const socket = await open();
    received.length = 0;
    socket.deliver({ op: 'ready', heads: [], time: 1 }, { op: 'pong', time: 2 });
    socket.deliverText('junk');
    socket.deliverText(new ArrayBuffer(3));
    assert.deepEqual(received, [{ op: 'ready', heads: [], time: 1 }]);
  });

  const expected = { reconnect: 'connecting', refresh: 'connecting', sign_in: 'signed_out', stop: 'stopped' };
  for (const [name, { code, action }] of Object.entries(CLOSE)) {
    it(`D19 after close ${code} (${name}) it acts: ${action}`, async () => {
      const { connection, clock, sockets, open } = setup();
      connection.start();
      const socket = await open();
      socket.end(code);
      assert.equal(connection.status, expected[action]);
      assert.equal(connection.closeCode, code);
      await clock.pass(120_000);
      assert.equal(sockets.length > 1, action === 'reconnect' || action === 'refresh');
      assert.equal(connection.status, expected[action]);
    });
  }

  it('takes an unknown close code as a reason to reconnect', async () => {
    const { connection, clock, sockets, open } = setup();
    connection.start();
    (await open()).end(4999);
    await clock.pass(1000);
    assert.equal(sockets.length, 2);
  });

  it('D19 start is what brings it back after sign_in', async () => {
    const { connection, sockets, open } = setup();
    connection.start();
    (await open()).end(4001);
    connection.wake();
    await settle();
    assert.equal(sockets.length, 1);
    connection.start();
    await open();
    assert.equal(connection.status, 'open');
  });

  it('waits longer and longer, within 0.5 s and 30 s, and tells until when', async () => {
    const { connection, clock, sockets } = setup();
    clock.chance = 0.999_999;
    connection.start();
    const waits: number[] = [];
    for (let i = 0; i < 9; i++) {
      await settle();
      sockets.at(-1)!.end(1006);
      const wait = connection.retryAt! - clock.now();
      waits.push(Math.round(wait));
      await clock.pass(wait - 1);
      assert.equal(sockets.length, i + 1);
      await clock.pass(1);
      assert.equal(sockets.length, i + 2);
    }
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000]);
    assert.equal(connection.retryAt, null);
  });

  it('begins with short waits again only after a connection that lasted', async () => {
    const { connection, clock, open } = setup();
    clock.chance = 0.999_999;
    connection.start();
    const waits: number[] = [];
    for (const lasted of [0, 500, 9_999, 10_000, 100]) {
      const socket = await open();
      await clock.pass(lasted);
      socket.end(1012);
      const wait = connection.retryAt! - clock.now();
      waits.push(Math.round(wait));
      await clock.pass(wait);
    }
    assert.deepEqual(waits, [1000, 2000, 4000, 1000, 2000]);
  });

  it('stays away longer when the server found it too many', async () => {
    const { connection, clock, open } = setup();
    clock.chance = 0.999_999;
    connection.start();
    (await open()).end(4029);
    assert.equal(Math.round(connection.retryAt! - clock.now()), 16_000);
  });

  it('reads the token anew at each try, at once after token_changed, but never in a loop', async () => {
    let token = 'visitor';
    const { connection, clock, sockets, open } = setup(async () => token);
    connection.start();
    const first = await open();
    token = 'user';
    first.end(4002);
    const second = await open();
    assert.deepEqual(second.frames, [{ op: 'hello', token: 'user' }]);
    second.end(4002);
    await settle();
    assert.equal(sockets.length, 2);
    assert.ok(connection.retryAt! > clock.now());
  });

  it('is signed out without a token, and tries again when the token could not be had', async () => {
    const nobody = setup(async () => null);
    nobody.connection.start();
    await settle();
    assert.equal(nobody.connection.status, 'signed_out');
    assert.equal(nobody.sockets.length, 0);

    let answers = false;
    const late = setup(async () => (answers ? 'secret' : Promise.reject(new Error('offline'))));
    late.connection.start();
    await settle();
    assert.equal(late.connection.status, 'connecting');
    answers = true;
    await late.clock.pass(500);
    await late.open();
    assert.equal(late.connection.status, 'open');
  });

  it('gives up a try that does not come to welcome in 15 s', async () => {
    const { connection, clock, sockets } = setup();
    connection.start();
    await settle();
    sockets[0]!.open();
    await clock.pass(15_500);
    assert.equal(sockets.length, 2);
    assert.equal(sockets[0]!.closedWith, 1000);
    sockets[0]!.deliver(welcome);
    assert.equal(connection.status, 'connecting');
  });

  it('D18 leaves a silent line without waiting for its close', async () => {
    const { connection, clock, sockets, open } = setup();
    connection.start();
    const socket = await open();
    await clock.pass(45_500);
    assert.deepEqual(socket.of('ping').length, 1);
    assert.equal(sockets.length, 2);
    assert.equal(connection.closeCode, 1006);
  });

  it('goes on with a line that answers its pings', async () => {
    const { connection, clock, sockets, open } = setup();
    connection.start();
    const socket = await open();
    socket.onFrame = (frame) => frame.op === 'ping' && socket.deliver({ op: 'pong', time: 1 });
    await clock.pass(300_000);
    assert.equal(sockets.length, 1);
    assert.equal(socket.of('ping').length, 10);
  });

  it('wakes: tries at once instead of after the pause, asks an open line', async () => {
    const { connection, clock, sockets, open } = setup();
    connection.start();
    const socket = await open();
    connection.wake();
    await settle();
    assert.equal(socket.of('ping').length, 1);
    socket.end(1006);
    connection.wake();
    await settle();
    assert.equal(sockets.length, 2);
    await clock.pass(0);
    assert.equal(sockets.length, 2);
  });

  it('stops: sends what the turn wrote, closes with 1000, leaves no timer', async () => {
    const { connection, clock, sockets, open } = setup();
    connection.start();
    const socket = await open();
    connection.send({ op: 'ack', n: 9 });
    connection.stop();
    assert.deepEqual(socket.of('ack'), [{ op: 'ack', n: 9 }]);
    assert.equal(socket.closedWith, 1000);
    socket.end(1000);
    await clock.pass(100_000);
    assert.equal(connection.status, 'idle');
    assert.equal(sockets.length, 1);
    assert.equal(clock.pending, 0);
  });

  it('stops while the token is still being fetched', async () => {
    const { connection, sockets } = setup();
    connection.start();
    connection.stop();
    await settle();
    assert.equal(sockets.length, 0);
    assert.equal(connection.status, 'idle');
  });
});
