import assert from 'node:assert/strict';
import type { ConversationRow, Readers } from '../../../protocol/index.ts';
import { checkSessions } from '../../../app/messaging/gateway/watch.ts';
import { anew } from '../../support/anew.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { block, createUser, makeFriends, type TestUser } from '../../support/factory.ts';
import { postIn } from '../../support/group-chat.ts';
import { describeStores } from '../../support/matrix.ts';
import { foyerSocket, type FoyerSocket } from '../../support/socket.ts';
import { makeGroup, servicesOf } from '../../support/ticket.ts';

describeStores('two of whom one has blacklisted the other', (store) => {
  const target = store.serve({ config: { gateway: { check: 600_000 }, chat: { typing: { interval: 1, members: 10 } } } });
  const ann = anew(() => createOpenUser(target));
  const bob = anew(() => createOpenUser(target));
  const sockets = new Map<TestUser, FoyerSocket>();
  const places = { single: 0, group: 0 };

  beforeEach(async () => {
    await makeFriends(target, ann.id, bob.id);
    for (const [from, to] of [
      [ann, bob],
      [bob, ann],
    ] as const)
      await post(target, from, { to: to.id, data: 'hello' });
    places.single = (await servicesOf(target).conversation.findSingle(ann.id, bob.id))?.id ?? 0;
    places.group = await makeGroup(target, { owner: ann, members: [bob, await createUser(target)] });
    await postIn(target, ann, { to: places.group, data: 'from Ann' });
    await postIn(target, bob, { to: places.group, data: 'from Bob' });
    for (const user of [ann, bob]) sockets.set(user, await foyerSocket(target, user.token));
  });
  afterEach(async () => {
    await Promise.all([...sockets.values()].map((socket) => socket.close()));
    sockets.clear();
  });

  const frames = async (of: TestUser, op: string): Promise<object[]> => {
    const socket = sockets.get(of) ?? assert.fail();
    await socket.ask({ op: 'ping' }, 'pong');
    return socket.frames.filter((frame) => frame.op === op);
  };
  const author = (user: TestUser): ReturnType<ReturnType<typeof servicesOf>['session']['authenticate']> =>
    servicesOf(target).session.authenticate(user.token);
  const read = async (user: TestUser, place: number, seq: number): Promise<void> =>
    servicesOf(target).history.read(await author(user), place, seq);
  const type = async (user: TestUser, place: number): Promise<void> => servicesOf(target).typing.show(await author(user), place);
  const presence = async (of: TestUser, friend: TestUser): Promise<unknown> => {
    const socket = sockets.get(of) ?? assert.fail();
    const before = socket.frames.length;
    socket.send({ op: 'presence', users: [friend.id] });
    await socket.ask({ op: 'ping' }, 'pong');
    await checkSessions(target.app);
    await socket.ask({ op: 'ping' }, 'pong');
    const { online, offline } = { online: [], offline: [], ...socket.frames.slice(before).find(({ op }) => op === 'presence') };
    return [online, offline];
  };
  const readOf = async (user: TestUser): Promise<number> => {
    const { list } = (await target.api.as(user.token).get<{ list: ConversationRow[] }>('/api/chat/conversations')).data;
    return list.find(({ conversation }) => conversation === places.single)?.peer_read_seq ?? -1;
  };
  const readers = async (user: TestUser, seq: number): Promise<unknown[]> => {
    const { data } = await target.api.as(user.token).post<Readers>('/api/chat/readers', { conversation: places.group, seq });
    return [data.read, 'list' in data ? data.list.map(({ id }) => id) : []];
  };

  it('G14 before that see what the other reads and types, and that the other is there', async () => {
    await read(bob, places.single, 1);
    await type(bob, places.single);
    assert.equal((await frames(ann, 'read')).length, 1);
    assert.equal((await frames(ann, 'typing')).length, 1);
    assert.deepEqual(await presence(ann, bob), [[bob.id], []]);
    assert.equal(await readOf(ann), 1);
    await read(bob, places.group, 1);
    assert.deepEqual(await readers(ann, 1), [1, [bob.id]]);
  });

  for (const [title, who] of [
    ['of whom one has blacklisted', () => [ann, bob] as const],
    ['of one by whom one is blacklisted', () => [bob, ann] as const],
  ] as const) {
    it(`G14 sees nothing ${title}: what they read, that they type, that they are there`, async () => {
      const [blocker, blocked] = who();
      await read(bob, places.single, 1);
      await block(target, blocker.id, blocked.id);
      for (const user of [ann, bob]) {
        await frames(user, 'read');
        sockets.get(user)?.frames.splice(0);
      }
      // Bob reads and types; Ann looks.
      await read(bob, places.single, 3);
      await type(bob, places.single);
      await type(bob, places.group);
      await read(bob, places.group, 2);
      assert.deepEqual(await frames(ann, 'read'), []);
      assert.deepEqual(await frames(ann, 'typing'), []);
      assert.equal((await frames(bob, 'read')).length, 2, 'Bob’s own tabs learn of it');
      assert.equal(await readOf(ann), 1, 'the cursor stands where it was');
      assert.deepEqual(await readers(ann, 1), [0, []]);
      assert.deepEqual(await presence(ann, bob), [[], [bob.id]]);
    });
  }

  it('G14 see the other read again with the next message, once the list is cleared', async () => {
    await block(target, bob.id, ann.id);
    await read(bob, places.single, 2);
    assert.equal(await readOf(ann), 0);
    await target.api.as(bob.token).post(`/api/chat/blacklist/${ann.id}`, { value: 0 });
    await post(target, ann, { to: bob.id, data: 'again' });
    await read(bob, places.single, 3);
    assert.equal(await readOf(ann), 3);
  });
});
