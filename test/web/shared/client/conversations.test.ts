import assert from 'node:assert/strict';
import { anew } from '../../../support/anew.ts';
import { shown } from '../../support/lines.ts';
import { settle } from '../../support/clock.ts';
import { World } from '../../support/world.ts';

describe('web/shared/client: conversations', () => {
  const world = World.anew();
  const ann = anew(() => world.server.user(1, 'ann'));
  const bob = anew(() => world.server.user(2, 'bob'));

  it('loads an opened one as soon as there is a connection, older pages on request', async () => {
    for (let i = 1; i <= 120; i++) world.server.post(bob, ann, `${i}`);
    world.server.mailboxes.clear();
    const a = world.guest(ann);
    const left = a.client.open(2);
    await assert.rejects(a.client.history(left), { code: 'lost' });
    a.client.connect();
    await settle();
    assert.deepEqual([left.lines.length, left.lines[0]?.seq], [50, 71]);
    await a.client.history(left);
    await a.client.history(left);
    assert.deepEqual([left.lines.length, left.timeline.hasOlder], [120, false]);
  });

  it('keeps the list current: rows after each connect, order and counts live', async () => {
    const eve = world.server.user(3, 'eve');
    world.server.post(bob, ann, 'from bob');
    const a = await world.online(ann);
    await a.client.conversations();
    const names = (): string[] => a.client.list.map(({ peer, unread }) => `${peer?.nickname} ${unread}`);
    assert.deepEqual(names(), ['bob 1']);
    await world.clock.pass(10);
    world.server.post(eve, ann, 'from eve');
    await settle();
    assert.equal(a.client.list[0]?.last?.message.from_name, 'eve');
    await world.clock.pass(200);
    assert.deepEqual(names(), ['eve 1', 'bob 1']);
    world.cut(a.socket());
    await world.clock.pass(10);
    world.server.post(bob, ann, 'again');
    world.server.mailboxes.clear();
    await world.clock.pass(1000);
    assert.deepEqual(names(), ['bob 2', 'eve 1']);
    assert.equal(a.client.unread, 3);
  });

  it('pages through the list', async () => {
    for (let id = 100; id < 220; id++) {
      world.server.post(world.server.user(id, `u${id}`), ann, 'x');
      await world.clock.pass(1);
    }
    world.server.mailboxes.clear();
    const a = await world.online(ann);
    await a.client.conversations();
    assert.equal(a.client.list.length, 50);
    assert.equal(await a.client.moreConversations(), true);
    assert.equal(await a.client.moreConversations(), false);
    assert.equal(a.client.list.length, 120);
  });

  it('W11 M22 reading in one tab clears the other and tells the sender', async () => {
    const [one, two] = [await world.online(ann), await world.online(ann)];
    const b = await world.online(bob);
    const right = b.client.open(1);
    b.client.send({ to: 1, data: 'x' });
    await settle();
    assert.deepEqual([one.client.unread, two.client.unread], [1, 1]);
    one.client.markRead(one.client.open(2));
    await settle();
    assert.deepEqual([one.client.unread, two.client.unread], [0, 0]);
    assert.equal(right.peerReadSeq, 1);
  });

  it('tells a read cursor that was moved while offline', async () => {
    const a = await world.online(ann);
    world.server.post(bob, ann, 'x');
    await settle();
    world.isUp = false;
    world.cut(a.socket());
    a.client.markRead(a.client.open(2));
    world.isUp = true;
    await world.clock.pass(1000);
    assert.equal(world.server.rooms[0]?.read.get(1), 1);
  });

  it('keeps the lines of the latest opened only', async () => {
    for (const id of [3, 4, 5]) world.server.user(id, `u${id}`);
    for (const id of [3, 4, 5])
      world.server.post(
        [...world.server.users.values()].find((user) => user.id === id)!,
        ann,
        'x',
      );
    const a = await world.online(ann, { keep: 2 });
    const [three, four] = [a.client.open(3), a.client.open(4)];
    a.client.open(3);
    const five = a.client.open(5);
    await settle();
    assert.deepEqual(
      [three, four, five].map(({ isOpen, lines }) => [isOpen, lines.length]),
      [
        [true, 1],
        [false, 0],
        [true, 1],
      ],
    );
    a.client.open(4);
    await settle();
    assert.equal(four.lines.length, 1);
  });

  it('M33 sending from far up comes back to the newest', async () => {
    for (let i = 1; i <= 200; i++) world.server.post(bob, ann, `${i}`);
    world.server.mailboxes.clear();
    const a = await world.online(ann, { limits: { lines: 60, hole: 500 } });
    const left = a.client.open(2);
    await settle();
    await a.client.history(left);
    assert.equal(left.timeline.hasNewer, true);
    await a.client.history(left, 'newer');
    assert.equal(left.lines.at(-1)?.seq, 200);
    await a.client.history(left);
    a.client.send({ to: 2, data: 'here' });
    await settle();
    assert.equal(left.timeline.hasNewer, false);
    assert.equal(shown(left).at(-1), '201 sent here');
  });
});
