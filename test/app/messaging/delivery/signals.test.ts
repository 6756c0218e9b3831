import assert from 'node:assert/strict';
import type { ServerFrame } from '../../../../protocol/index.ts';
import { anew } from '../../../support/anew.ts';
import { createOpenUser, post } from '../../../support/chat.ts';
import type { TestUser } from '../../../support/factory.ts';
import { castGroup, type Cast } from '../../../support/group.ts';
import { describeStores } from '../../../support/matrix.ts';
import { foyerSocket, plainSocket, type FoyerSocket } from '../../../support/socket.ts';
import { until } from '../../../support/wait.ts';

describeStores('signals', (store) => {
  const target = store.serve();
  const one = anew(() => createOpenUser(target));
  const two = anew(() => createOpenUser(target));
  let cast: Cast;
  let sockets: FoyerSocket[] = [];

  before(async () => {
    cast = await castGroup(target);
  });
  afterEach(async () => {
    await Promise.all(sockets.map((socket) => socket.close()));
    sockets = [];
  });

  const open = async (...users: readonly TestUser[]): Promise<FoyerSocket[]> => {
    const opened = await Promise.all(users.map((user) => foyerSocket(target, user.token)));
    sockets.push(...opened);
    return opened;
  };
  const typing = (conversation: number): ServerFrame => ({ op: 'typing', conversation, user: 1 });
  const signals = () => target.app.chat.signals;
  const got = (socket: FoyerSocket): readonly ServerFrame[] => socket.frames.filter(({ op }) => op === 'typing');
  /** Waits until a group has heard whatever was said to it before. */
  const settle = async (conversation: number, socket: FoyerSocket): Promise<void> => {
    await signals().toMembers(conversation, { op: 'pong', time: 1 });
    await socket.next((frame) => frame.op === 'pong' && frame.time === 1);
  };

  it('reach the members of a group but those left out, by one word however many they are', async () => {
    const users = [cast.owner, cast.admin, cast.member, cast.visitor, cast.stranger];
    const [owner, admin, member, visitor, stranger] = await open(...users);
    assert.ok(owner && admin && member && visitor && stranger);
    const said: string[] = [];
    const { bus, presence } = target.app.engine;
    const [broadcast, check] = [bus.broadcast.bind(bus), presence.check.bind(presence)];
    bus.broadcast = (message) => {
      said.push(message.kind);
      broadcast(message);
    };
    presence.check = (ids) => {
      said.push('check');
      return check(ids);
    };
    try {
      await signals().toMembers(cast.groupId, typing(cast.groupId), [cast.owner.id, cast.visitor.id]);
    } finally {
      Object.assign(bus, { broadcast });
      Object.assign(presence, { check });
    }
    assert.deepEqual(said, ['members']);
    await settle(cast.groupId, owner);
    for (const socket of [admin, member]) assert.deepEqual(await socket.op('typing'), typing(cast.groupId));
    for (const socket of [owner, visitor, stranger]) assert.deepEqual(got(socket), []);
  });

  it('reach both of a single conversation, or the one who is not left out, on each screen', async () => {
    await post(target, one, { to: two.id, data: 'hello' });
    const conversation = (await target.app.createAnonymousContext().service.conversation.findSingle(one.id, two.id))?.id ?? 0;
    const [mine, other, theirs, stranger] = await open(one, one, two, cast.stranger);
    assert.ok(mine && other && theirs && stranger);
    await signals().toMembers(conversation, typing(conversation), [two.id]);
    await Promise.all([mine.op('typing'), other.op('typing')]);
    await signals().toMembers(conversation, typing(conversation));
    await Promise.all([mine.op('typing'), other.op('typing'), theirs.op('typing')]);
    assert.deepEqual([got(theirs).length, got(stranger).length], [1, 0]);
  });

  it('G13 reach nobody in a banned group, nor in none', async () => {
    const [owner] = await open(cast.owner);
    assert.ok(owner);
    await target.app.createAnonymousContext().service.admin.banGroup(cast.groupId);
    await signals().toMembers(cast.groupId, typing(cast.groupId));
    await signals().toMembers(999_999, typing(999_999));
    await target.app.createAnonymousContext().service.admin.unbanGroup(cast.groupId);
    await settle(cast.groupId, owner);
    assert.deepEqual(got(owner), []);
  });

  it('are of one protocol each', async () => {
    const plain = await plainSocket(target, cast.member.token);
    await signals().toUsers([cast.member.id], typing(1));
    await signals().toMembers(cast.groupId, typing(cast.groupId));
    const before = plain.frames.length;
    await signals().toPlain(cast.member.id, { type: 'ping', timestamp: 7 });
    await until(() => plain.frames.length > before);
    assert.deepEqual(plain.frames.slice(before), [{ type: 'ping', timestamp: 7 }]);
    await plain.close();
  });
});
