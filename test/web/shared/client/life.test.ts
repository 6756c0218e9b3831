import assert from 'node:assert/strict';
import { anew } from '../../../support/anew.ts';
import { shown } from '../../support/lines.ts';
import { settle } from '../../support/clock.ts';
import { MemoryStorage } from '../../support/memory-storage.ts';
import { World } from '../../support/world.ts';

describe('web/shared/client: life', () => {
  const world = World.anew();
  const ann = anew(() => world.server.user(1, 'ann'));
  const bob = anew(() => world.server.user(2, 'bob'));

  it('tells a turn’s changes once, the list only when it changed', async () => {
    const a = await world.online(ann);
    await settle();
    const events: string[] = [];
    a.client.on('conversation', ({ peerId }) => events.push(`conversation ${peerId}`));
    a.client.on('list', (list) => events.push(`list ${list.length}`));
    a.client.on('state', (state) => events.push(state));
    const messages = ['x', 'y', 'z'].map((data) => ({ op: 'message', conversation: 11, ...world.server.post(bob, ann, data) }));
    await settle();
    events.length = 0;
    a.socket().deliver(...messages);
    await settle();
    assert.deepEqual(events, ['conversation 2', 'list 1']);
    events.length = 0;
    a.client.disconnect();
    await settle();
    assert.deepEqual(events, ['offline']);
  });

  it('tells that a cursor moved', async () => {
    const a = await world.online(ann);
    world.server.post(bob, ann, 'x');
    await settle();
    const changed: number[] = [];
    a.client.on('conversation', ({ unread }) => changed.push(unread));
    a.client.markRead(a.client.list[0]!);
    await settle();
    assert.deepEqual(changed, [0]);
  });

  it('tells each new time of the next try', async () => {
    const a = await world.online(ann);
    await settle();
    const told: (number | null)[] = [];
    a.client.on('state', () => told.push(a.client.retryAt));
    world.isUp = false;
    world.cut(a.socket());
    await settle();
    const first = a.client.retryAt;
    await world.clock.pass(500);
    await settle();
    assert.deepEqual([told[0], told.at(-1), new Set(told).size], [first, a.client.retryAt, told.length]);
    assert.ok(told.length >= 2);
  });

  it('lets go of questions when the line breaks', async () => {
    const a = await world.online(ann);
    const left = a.client.open(2);
    await settle();
    a.socket().onFrame = () => {};
    const asked = a.client.history(left);
    world.cut(a.socket());
    await assert.rejects(asked, { code: 'lost' });
  });

  it('shows at once that what was under way waits again', async () => {
    const a = await world.online(ann);
    const left = a.client.open(2);
    await settle();
    a.socket().onFrame = () => {};
    a.client.send({ to: 2, data: 'x' });
    assert.deepEqual(shown(left), ['null sending x']);
    world.cut(a.socket());
    assert.deepEqual(shown(left), ['null waiting x']);
  });

  it('wakes: asks an open line, and tries at once instead of after the pause', async () => {
    const a = await world.online(ann);
    a.client.wake();
    await settle();
    assert.equal(a.socket().of('ping').length, 1);
    world.cut(a.socket());
    a.client.wake();
    await settle();
    assert.equal(a.client.state, 'up_to_date');
  });

  it('W30 forgets its user for the next one: nothing is shown, sent or read of the first', async () => {
    const storage = new MemoryStorage();
    let token = 'ann';
    const a = world.guest(ann, { storage, getToken: async () => token });
    a.client.connect();
    void a.client.conversations();
    const left = a.client.open(2);
    a.client.send({ to: 2, data: 'hers' });
    world.server.post(bob, ann, 'to her');
    await settle();
    assert.equal(left.lines.length, 2);
    const lists: number[] = [];
    a.client.on('list', (list) => lists.push(list.length));
    a.client.forget();
    await settle();
    assert.deepEqual([a.client.state, a.client.user, a.client.list.length, a.client.unread], ['offline', null, 0, 0]);
    assert.deepEqual(lists.at(-1), 0);
    assert.deepEqual([...storage.content.keys()], ['units'], 'what is nobody’s');
    token = 'bob';
    a.client.connect();
    await settle();
    assert.equal(a.client.user?.id, 2);
    assert.equal(a.socket().frames[0]?.['since'], undefined);
    assert.deepEqual(
      a.socket().frames.map(({ op }) => op),
      ['hello', 'conversations'],
    );
    assert.deepEqual(
      a.client.list.map(({ peerId }) => peerId),
      [1],
    );
  });

  it('tells of a user who became another in the same place, keeps the conversations, and knows it after a reload', async () => {
    const storage = new MemoryStorage();
    const visitor = world.server.user(1, 'ann', 'visitor');
    world.server.post(bob, visitor, 'hello');
    const a = await world.online(visitor, { storage });
    const told: string[] = [];
    a.client.on('user', ({ username, role }) => told.push(`${username} ${role}`));
    await world.reconnect(a);
    assert.deepEqual(told, [], 'nobody else, and nothing new');
    world.server.users.set('ann', { ...visitor, username: 'anna', role: 'user' });
    await world.reconnect(a);
    assert.deepEqual(told, ['anna user']);
    assert.equal(a.client.list.length, 1);
    a.client.disconnect();
    const { user } = world.guest(visitor, { storage }).client;
    assert.deepEqual([user?.username, user?.role], ['anna', 'user']);
  });

  it('keeps the opened one, not the one opened before it', async () => {
    const a = await world.online(ann, { keep: 2 });
    const [two, three] = [a.client.open(2), a.client.open(3)];
    a.client.close(two);
    a.client.open(4);
    assert.deepEqual([two.isOpen, three.isOpen], [false, true]);
  });
});
