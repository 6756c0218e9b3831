import assert from 'node:assert/strict';
import { TYPING } from '../../../../web/shared/typing.ts';
import { anew } from '../../../support/anew.ts';
import { settle } from '../../support/clock.ts';
import { World } from '../../support/world.ts';

describe('web/shared/client: typing and presence', () => {
  const world = World.anew();
  const ann = anew(() => world.server.user(1, 'ann'));
  const bob = anew(() => world.server.user(2, 'bob'));

  beforeEach(() => {
    world.server.post(ann, bob, 'hello');
  });

  it('tells at most every 3 s, at once again after a message', async () => {
    const a = await world.online(ann);
    const left = a.client.open(2);
    a.client.typing(left);
    await settle();
    assert.deepEqual(a.socket().of('typing'), []);
    for (let i = 0; i < 6; i++) {
      a.client.typing(left);
      await world.clock.pass(TYPING.tell / 3);
    }
    assert.deepEqual(a.socket().of('typing'), [
      { op: 'typing', conversation: 11 },
      { op: 'typing', conversation: 11 },
    ]);
    a.client.typing(left);
    a.client.send({ to: 2, data: 'x' });
    a.client.typing(left);
    await settle();
    assert.equal(a.socket().of('typing').length, 4);
  });

  it('shows who types for 6 s, or until the message comes, or the line breaks', async () => {
    const [a, b] = [await world.online(ann), await world.online(bob)];
    const [left, right] = [a.client.open(2), b.client.open(1)];
    await settle();
    const isShown = (): boolean => right.typing.some(({ user }) => user === 1);
    a.client.typing(left);
    await world.clock.pass(TYPING.show - 1);
    assert.equal(isShown(), true);
    await world.clock.pass(1);
    assert.equal(isShown(), false);
    a.client.typing(left);
    await settle();
    assert.equal(isShown(), true);
    a.client.send({ to: 2, data: 'x' });
    await settle();
    assert.equal(isShown(), false);
    a.client.typing(left);
    await settle();
    world.cut(b.socket());
    assert.equal(isShown(), false);
  });

  it('knows who of those watched is there, over reconnects', async () => {
    const [a, b] = [await world.online(ann), await world.online(bob)];
    const told: number[][] = [];
    a.client.on('presence', (online) => told.push([...online]));
    a.client.watch([2, 3, 2]);
    await settle();
    assert.deepEqual([[...a.client.online], a.socket().of('presence')], [[2], [{ op: 'presence', users: [2, 3] }]]);
    world.server.signal(ann, { op: 'presence', online: [3, 9], offline: [2] });
    await settle();
    assert.deepEqual([...a.client.online], [3]);
    await world.reconnect(a);
    assert.deepEqual([[...a.client.online], a.socket().of('presence').length], [[2], 1]);
    b.client.disconnect();
    a.client.watch([]);
    assert.deepEqual([...a.client.online], []);
    assert.deepEqual(told, [[2], [3], [], [2], []]);
  });
});
