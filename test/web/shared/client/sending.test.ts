import assert from 'node:assert/strict';
import { anew } from '../../../support/anew.ts';
import { shown } from '../../support/lines.ts';
import { settle } from '../../support/clock.ts';
import { MemoryStorage } from '../../support/memory-storage.ts';
import { World } from '../../support/world.ts';
import { newestOf } from '../../../../web/shared/index.ts';

describe('web/shared/client: sending', () => {
  const world = World.anew();
  const ann = anew(() => world.server.user(1, 'ann'));
  const bob = anew(() => world.server.user(2, 'bob'));

  it('W6 shows an echo at once, then the message, in its place on both screens', async () => {
    const [a, b] = [await world.online(ann), await world.online(bob)];
    const [left, right] = [a.client.open(2), b.client.open(1)];
    const echo = a.client.send({ to: 2, data: 'hi' });
    assert.deepEqual([echo.state, echo.seq, echo.message.from_name, left.lines.length], ['sending', null, 'ann', 1]);
    await settle();
    assert.deepEqual(shown(left), ['1 sent hi']);
    assert.deepEqual(shown(right), ['1 received hi']);
    assert.equal(left.lines[0]?.key, echo.key);
    assert.equal(left.lines[0]?.message.id, right.lines[0]?.message.id);
  });

  it('D25 W7 a lost answer leaves one message everywhere', async () => {
    const [a, b] = [await world.online(ann), await world.online(bob)];
    const [left, right] = [a.client.open(2), b.client.open(1)];
    world.server.swallowsAnswers = true;
    a.client.send({ to: 2, data: 'once' });
    await settle();
    assert.deepEqual(shown(left), ['null sending once']);
    world.server.swallowsAnswers = false;
    await world.reconnect(a);
    assert.deepEqual(shown(left), ['1 sent once']);
    assert.deepEqual(shown(right), ['1 received once']);
    assert.equal(world.server.entries(ann, bob).length, 1);
  });

  it('M24 queues while offline and goes out in order, once each', async () => {
    const a = world.guest(ann);
    const left = a.client.open(2);
    for (const data of ['1', '2', '3']) a.client.send({ to: 2, data });
    assert.deepEqual(shown(left), ['null waiting 1', 'null waiting 2', 'null waiting 3']);
    a.client.connect();
    await settle();
    assert.deepEqual(shown(left), ['1 sent 1', '2 sent 2', '3 sent 3']);
    assert.deepEqual(a.client.unsent, []);
  });

  it('G26 what was written before there was a user survives a reload, and is whoever’s who comes, once', async () => {
    const storage = new MemoryStorage();
    const before = world.guest(ann, { storage });
    before.client.send({ to: 2, data: 'first' });
    const a = world.guest(ann, { storage });
    const left = a.client.open(2);
    assert.deepEqual(shown(left), ['null waiting first']);
    a.client.send({ to: 2, data: 'second' });
    a.client.connect();
    await settle();
    assert.deepEqual(shown(left), ['1 sent first', '2 sent second']);
    before.client.connect();
    await settle();
    assert.deepEqual(
      world.server.entries(ann, bob).map(({ message }) => message.data),
      ['first', 'second'],
    );
    assert.deepEqual(
      [...storage.content.keys()].filter((key) => key.startsWith('unsent')),
      [],
    );
  });

  it('A18 keeps the text of a failed message, and a retry yields one', async () => {
    const a = await world.online(ann);
    const left = a.client.open(2);
    const refused: unknown[] = [];
    a.client.on('refused', ({ code }) => refused.push(code));
    world.server.refuse = () => ({ code: 'blocked', text: 'Blocked', retry: false, op: 'refused' }) as never;
    const { clientId } = a.client.send({ to: 2, data: 'kept' });
    await settle();
    assert.deepEqual(shown(left), ['null failed kept']);
    assert.equal(left.lines[0]?.refusal?.code, 'blocked');
    assert.deepEqual(refused, ['blocked']);
    world.server.refuse = () => null;
    assert.equal(a.client.retry(clientId), true);
    await settle();
    assert.deepEqual(shown(left), ['1 sent kept']);
    assert.equal(a.client.discard(clientId), false);
  });

  it('G40 a line that failed stays behind what was there, though the welcome was slow and the clock is thought to be behind', async () => {
    let late = 3000;
    const a = await world.online(ann, { now: () => world.clock.now() + late });
    late = 0;
    const left = a.client.open(2);
    world.server.post(bob, ann, 'before');
    await settle();
    world.server.refuse = () => ({ code: 'blocked', text: 'Blocked', retry: false });
    const { clientId } = a.client.send({ to: 2, data: 'kept' });
    await settle();
    assert.deepEqual(shown(left), ['1 received before', 'null failed kept']);
    assert.equal(newestOf(left)?.message.data, 'kept');
    world.server.post(bob, ann, 'between');
    await settle();
    a.client.retry(clientId);
    await settle();
    assert.deepEqual(shown(left), ['1 received before', '2 received between', 'null failed kept']);
  });

  it('D45 one’s own messages appear in one’s other tabs, joined with their echo there', async () => {
    const storage = new MemoryStorage();
    const [one, two] = [await world.online(ann, { storage }), await world.online(ann, { storage })];
    const [left, right] = [one.client.open(2), two.client.open(2)];
    one.client.send({ to: 2, data: 'a' });
    await settle();
    assert.deepEqual(shown(right), ['1 sent a']);
    world.server.swallowsAnswers = true;
    const { clientId } = one.client.send({ to: 2, data: 'b' });
    const third = world.guest(ann, { storage });
    const reloaded = third.client.open(2);
    assert.deepEqual(shown(reloaded), ['null waiting b']);
    await settle();
    world.server.swallowsAnswers = false;
    third.client.connect();
    await settle();
    assert.deepEqual(shown(reloaded), ['1 sent a', '2 sent b']);
    assert.deepEqual(reloaded.lines.map(({ key }) => key).slice(1), [clientId]);
    await world.reconnect(one);
    assert.deepEqual(shown(left), ['1 sent a', '2 sent b']);
    assert.equal(storage.content.has('unsent.1'), false);
  });

  it('W10 unsent messages survive a reload of their user, and nobody else sends them', async () => {
    const storage = new MemoryStorage();
    const before = await world.online(ann, { storage });
    world.isUp = false;
    world.cut(before.socket());
    before.client.send({ to: 2, data: 'mine' });
    before.client.disconnect();
    world.isUp = true;

    const other = world.guest(bob, { storage });
    assert.equal(other.client.user?.id, 1);
    const users: number[] = [];
    other.client.on('user', ({ id }) => users.push(id));
    other.client.connect();
    await settle();
    assert.deepEqual(users, [2]);
    assert.deepEqual(other.client.unsent, []);
    other.client.disconnect();
    assert.equal(world.server.rooms.length, 0);

    const after = await world.online(ann, { storage });
    const left = after.client.open(2);
    await settle();
    assert.deepEqual(shown(left), ['1 sent mine']);
    assert.equal(world.server.entries(ann, bob)[0]?.message.from_id, 1);
  });

  it('holds sends back when the server counts too many frames', async () => {
    const a = await world.online(ann);
    world.server.fail = (frame) => (frame.op === 'send' ? { code: 'frame_too_many', text: '', after: 700 } : null);
    const errors: string[] = [];
    a.client.on('error', ({ code }) => errors.push(code));
    a.client.send({ to: 2, data: 'x' });
    await settle();
    world.server.fail = () => null;
    assert.equal(a.client.unsent[0]?.state, 'waiting');
    await world.clock.pass(700);
    assert.deepEqual(a.client.unsent, []);
    assert.deepEqual(errors, ['frame_too_many']);
  });
});
