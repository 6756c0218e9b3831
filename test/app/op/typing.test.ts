import assert from 'node:assert/strict';
import { anew } from '../../support/anew.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { block, createUser, type TestUser } from '../../support/factory.ts';
import { castGroup, type Cast } from '../../support/group.ts';
import { describeStores } from '../../support/matrix.ts';
import { foyerSocket, plainSocket, type FoyerSocket } from '../../support/socket.ts';

describeStores('op typing', (store) => {
  const target = store.serve({ config: { chat: { typing: { interval: 60_000, members: 4 } } } });
  const one = anew(() => createOpenUser(target));
  const two = anew(() => createOpenUser(target));
  let conversation: number;
  let cast: Cast;
  let sockets: FoyerSocket[] = [];

  before(async () => {
    cast = await castGroup(target);
  });
  beforeEach(async () => {
    conversation = await talk(one, two);
  });
  afterEach(async () => {
    await Promise.all(sockets.map((socket) => socket.close()));
    sockets = [];
  });

  const open = async (user: TestUser): Promise<FoyerSocket> => {
    const socket = await foyerSocket(target, user.token);
    sockets.push(socket);
    return socket;
  };
  const talk = async (from: TestUser, to: TestUser): Promise<number> => {
    await post(target, from, { to: to.id, data: 'hello' });
    const found = await target.app.createAnonymousContext().service.conversation.findSingle(from.id, to.id);
    return found?.id ?? 0;
  };
  const service = () => target.app.createAnonymousContext().service;
  /** Types, and waits until whatever follows of it has been written. */
  const typeIn = async (user: TestUser, id: number): Promise<void> =>
    service().typing.show(await service().session.authenticate(user.token), id);
  const shown = async (socket: FoyerSocket): Promise<unknown[]> => {
    await socket.ask({ op: 'ping' }, 'pong');
    return socket.frames.filter(({ op }) => op === 'typing');
  };

  it('reaches the other side and nobody else', async () => {
    const [mine, theirs, other] = await Promise.all([open(one), open(two), open(cast.owner)]);
    mine.send({ op: 'typing', conversation });
    assert.deepEqual(await theirs.op('typing'), { op: 'typing', conversation, user: one.id });
    assert.deepEqual([await shown(mine), await shown(other)], [[], []]);
  });

  it('reaches the others of a small group', async () => {
    const others = await Promise.all([open(cast.owner), open(cast.admin), open(cast.visitor)]);
    const [mine, outside, plain] = await Promise.all([open(cast.member), open(cast.stranger), plainSocket(target, two.token)]);
    mine.send({ op: 'typing', conversation: cast.groupId });
    for (const socket of others)
      assert.deepEqual(await socket.op('typing'), { op: 'typing', conversation: cast.groupId, user: cast.member.id });
    assert.deepEqual([await shown(mine), await shown(outside)], [[], []]);
    await plain.close();
  });

  it('is not shown in a great group', async () => {
    const group = await castGroup(target);
    await target.app.sql.execute('INSERT INTO member (user_id, conversation_id, peer_id, created_at) VALUES (?, ?, ?, 1)', [
      one.id,
      group.groupId,
      group.groupId,
    ]);
    target.app.invalidate([`group:${group.groupId}`]);
    const socket = await open(group.owner);
    await typeIn(group.member, group.groupId);
    assert.deepEqual(await shown(socket), []);
  });

  it('is shown once per interval, user and conversation', async () => {
    const [theirs, mine] = await Promise.all([open(two), open(one)]);
    for (let times = 0; times < 3; times += 1) await typeIn(one, conversation);
    await typeIn(two, conversation);
    assert.equal((await shown(theirs)).length, 1);
    assert.equal((await shown(mine)).length, 1);
  });

  it('D32 is not shown to whom the user may not write, nor by who is muted', async () => {
    const shy = await createUser(target);
    const with_shy = await talk(one, shy); // the one message
    await block(target, two.id, one.id);
    const muted = await castGroup(target);
    await target.app.sql.execute('UPDATE member SET muted_until = ? WHERE user_id = ?', [Date.now() + 60_000, muted.member.id]);
    target.app.invalidate([`group:${muted.groupId}`]);
    const watching = await Promise.all([open(two), open(shy), open(muted.owner)]);
    await typeIn(one, conversation);
    await typeIn(one, with_shy);
    await typeIn(muted.member, muted.groupId);
    for (const socket of watching) assert.deepEqual(await shown(socket), []);
  });

  it('D10 D42 is not shown in conversations of others', async () => {
    const watching = await Promise.all([open(one), open(two), open(cast.owner)]);
    const stranger = await open(cast.stranger);
    for (const id of [conversation, cast.groupId, 999_999]) {
      await typeIn(cast.stranger, id);
      stranger.send({ op: 'typing', conversation: id });
    }
    assert.deepEqual(await shown(stranger), []);
    assert.deepEqual(
      stranger.frames.filter(({ op }) => op === 'error'),
      [],
    );
    for (const socket of watching) assert.deepEqual(await shown(socket), []);
  });
});
