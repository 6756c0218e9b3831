import assert from 'node:assert/strict';
import { anew } from '../../../support/anew.ts';
import { shown } from '../../support/lines.ts';
import { settle } from '../../support/clock.ts';
import { World } from '../../support/world.ts';

describe('web/shared/client: receiving', () => {
  const world = World.anew();
  const ann = anew(() => world.server.user(1, 'ann'));
  const bob = anew(() => world.server.user(2, 'bob'));

  it('acknowledges by count, duplicates included, and shows each once', async () => {
    const b = await world.online(bob);
    const right = b.client.open(1);
    const heard: string[] = [];
    b.client.on('message', ({ line }) => heard.push(String(line.message.data)));
    world.server.post(ann, bob, 'a');
    world.server.post(ann, bob, 'b');
    await world.clock.pass(999);
    assert.deepEqual(b.socket().of('ack'), []);
    world.cut(b.socket());
    world.server.post(ann, bob, 'c');
    await world.clock.pass(500);
    await world.clock.pass(1000);
    assert.deepEqual(b.socket().of('ack'), [{ op: 'ack', n: 3 }]);
    assert.deepEqual(world.server.mailboxes.get(2), []);
    assert.deepEqual(shown(right), ['1 received a', '2 received b', '3 received c']);
    assert.deepEqual(heard, ['a', 'b', 'c']);
  });

  it('acknowledges what is open before it goes offline by wish', async () => {
    const b = await world.online(bob);
    world.server.post(ann, bob, 'a');
    await settle();
    b.client.disconnect();
    assert.deepEqual(b.socket().of('ack'), [{ op: 'ack', n: 1 }]);
  });

  it('asks for a hole that does not close by itself, and only then', async () => {
    const b = await world.online(bob);
    const right = b.client.open(1);
    for (const data of ['1', '2', '3', '4']) world.server.post(ann, bob, data);
    await settle();
    const late = world.server.entries(ann, bob).map((entry) => ({ op: 'message', conversation: 11, ...entry }));
    const fresh = await world.online(bob);
    const view = fresh.client.open(1);
    await settle();
    assert.equal(view.lines.length, 4);
    world.server.mailboxes.clear();
    world.server.lines.clear();
    const grow = (data: string) => ({ op: 'message', conversation: 11, ...world.server.post(ann, bob, data) });
    const [five, six, seven] = ['5', '6', '7'].map(grow);
    b.socket().deliver(six!);
    b.socket().deliver(five!, late[0]!);
    await world.clock.pass(1000);
    assert.equal(
      b
        .socket()
        .of('history')
        .filter(({ after }) => after !== undefined).length,
      0,
    );
    b.socket().deliver({ op: 'message', conversation: 11, ...world.server.post(ann, bob, '8') });
    await world.clock.pass(149);
    assert.equal(
      b
        .socket()
        .of('history')
        .filter(({ after }) => after !== undefined).length,
      0,
    );
    await world.clock.pass(1);
    assert.deepEqual(b.socket().of('history').at(-1)?.['after'], 6);
    assert.ok(seven);
    assert.equal(right.lines.length, 8);
  });

  it('tells since which state it wants to be brought up to date', async () => {
    const b = await world.online(bob);
    const ready = world.clock.now();
    await world.reconnect(b);
    assert.deepEqual(
      b.sockets.map((socket) => socket.frames[0]?.['since']),
      [undefined, ready - 10_000],
    );
  });
});
