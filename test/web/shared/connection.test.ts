import assert from 'node:assert/strict';
import { SUBPROTOCOL } from '../../../protocol/index.ts';
import { settle } from '../support/clock.ts';
import { welcome, wired } from '../support/wired.ts';

describe('web/shared/connection', () => {
  it('offers the sub-protocol, and the token in the first frame only', async () => {
    const { connection, sockets, open, received, states } = wired();
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
    const { connection, sockets, open, hello } = wired();
    hello.since = 77;
    connection.start();
    await open();
    assert.deepEqual(sockets[0]!.frames, [{ op: 'hello', token: 'secret', since: 77 }]);
  });

  it('joins the frames of one turn into one message within the limit of the server', async () => {
    const { connection, open } = wired();
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
    const { connection, open, received } = wired();
    connection.start();
    const socket = await open();
    received.length = 0;
    socket.deliver({ op: 'ready', heads: [], time: 1 }, { op: 'pong', time: 2 });
    socket.deliverText('junk');
    socket.deliverText(new ArrayBuffer(3));
    assert.deepEqual(received, [{ op: 'ready', heads: [], time: 1 }]);
  });

  it('start does nothing to a connection that is open or on the way', async () => {
    const { connection, sockets, open } = wired();
    connection.start();
    connection.start();
    await open();
    connection.start();
    await settle();
    assert.equal(sockets.length, 1);
    assert.equal(connection.status, 'open');
  });

  it('D18 leaves a silent line without waiting for its close', async () => {
    const { connection, clock, sockets, open } = wired();
    connection.start();
    const socket = await open();
    await clock.pass(45_500);
    assert.deepEqual(socket.of('ping').length, 1);
    assert.equal(sockets.length, 2);
    assert.equal(connection.closeCode, 1006);
  });

  it('goes on with a line that answers its pings', async () => {
    const { connection, clock, sockets, open } = wired();
    connection.start();
    const socket = await open();
    socket.onFrame = (frame) => frame.op === 'ping' && socket.deliver({ op: 'pong', time: 1 });
    await clock.pass(300_000);
    assert.equal(sockets.length, 1);
    assert.equal(socket.of('ping').length, 10);
  });

  it('G77 tells what a prompt answer to a ping says of the clock, and of no other', async () => {
    const { connection, clock, told, open } = wired();
    connection.start();
    const socket = await open();
    socket.deliver({ op: 'pong', time: 6 });
    assert.deepEqual(told, [], 'nobody asked');
    socket.onFrame = (frame) => frame.op === 'ping' && socket.deliver({ op: 'pong', time: 7 });
    connection.wake();
    await settle();
    assert.deepEqual(told, [7]);
    socket.onFrame = () => false;
    connection.wake();
    await settle();
    clock.sleep(60_000);
    socket.deliver({ op: 'pong', time: 8 });
    assert.deepEqual(told, [7], 'the machine slept meanwhile');
  });

  it('wakes: tries at once instead of after the pause, asks an open line', async () => {
    const { connection, clock, sockets, open } = wired();
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
    const { connection, clock, sockets, open } = wired();
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
    const { connection, sockets } = wired();
    connection.start();
    connection.stop();
    await settle();
    assert.equal(sockets.length, 0);
    assert.equal(connection.status, 'idle');
  });
});
