import assert from 'node:assert/strict';
import { checkSessions } from '../../../../app/messaging/gateway/watch.ts';
import { anew } from '../../../support/anew.ts';
import { block, createUser, createVisitor, makeFriends, setStatus, type TestUser } from '../../../support/factory.ts';
import { describeStores } from '../../../support/matrix.ts';
import { foyerSocket, plainSocket, type FoyerSocket } from '../../../support/socket.ts';
import { until } from '../../../support/wait.ts';

describeStores('presence of friends', (store) => {
  // The check comes by hand only.
  const target = store.serve({ config: { gateway: { check: 600_000 }, chat: { presence: { points: 20, window: 600_000 } } } });
  const me = anew(() => createUser(target));
  const friend = anew(() => createUser(target));
  let socket: FoyerSocket;

  beforeEach(async () => {
    await makeFriends(target, me.id, friend.id);
    socket = await foyerSocket(target, me.token);
  });
  afterEach(() => socket.close());

  const told = (from: number): object[] =>
    socket.frames
      .slice(from)
      .filter((frame) => frame.op === 'presence')
      .map(({ online, offline }) => ({ online, offline }));
  const watch = async (users: number[]): Promise<object | undefined> => {
    const before = socket.frames.length;
    socket.send({ op: 'presence', users });
    return until(() => told(before)[0]);
  };
  const changes = async (): Promise<object[]> => {
    const before = socket.frames.length;
    await checkSessions(target.app);
    await socket.ask({ op: 'ping' }, 'pong');
    return told(before);
  };
  const show = (user: TestUser, value: string): Promise<unknown> =>
    target.api.as(user.token).post('/api/chat/updateUserinfo', { fieldname: 'show_presence', fieldValue: value });
  const isAway = (user: TestUser): Promise<boolean> =>
    until(async () => !(await target.app.engine.presence.online([user.id])).has(user.id));

  it('tells who is there, then what changes', async () => {
    assert.deepEqual(await watch([friend.id]), { online: [], offline: [friend.id] });
    assert.deepEqual(await changes(), []);
    const theirs = await plainSocket(target, friend.token);
    assert.deepEqual(await changes(), [{ online: [friend.id], offline: [] }]);
    assert.deepEqual(await changes(), []);
    assert.deepEqual(await watch([friend.id, friend.id]), { online: [friend.id], offline: [] });
    await theirs.close();
    await isAway(friend);
    assert.deepEqual(await changes(), [{ online: [], offline: [friend.id] }]);
  });

  it('G35 tells everybody whether an account of the service is there, unless one shut out the other', async () => {
    const kefu = await createUser(target, { username: 'kefu' });
    const visitor = await createVisitor(target);
    const theirs = await foyerSocket(target, visitor.token);
    const ask = (): Promise<object> => theirs.ask({ op: 'presence', users: [kefu.id] }, 'presence');
    const said = async (): Promise<object> => {
      const { online, offline } = (await ask()) as { online: number[]; offline: number[] };
      return { online, offline };
    };
    assert.deepEqual(await said(), { online: [], offline: [kefu.id] });
    const agent = await foyerSocket(target, kefu.token);
    assert.deepEqual(await said(), { online: [kefu.id], offline: [] });
    await block(target, kefu.id, visitor.id);
    assert.deepEqual(await said(), { online: [], offline: [kefu.id] });
    await Promise.all([theirs.close(), agent.close()]);
  });

  it('D10 speaks of friends only', async () => {
    const [stranger, visitor] = await Promise.all([createUser(target), createVisitor(target)]);
    const theirs = await Promise.all([stranger, visitor, friend].map(({ token }) => foyerSocket(target, token)));
    assert.deepEqual(await watch([stranger.id, visitor.id, me.id, 999_999]), { online: [], offline: [] });
    assert.deepEqual(await watch([stranger.id, friend.id]), { online: [friend.id], offline: [] });
    await Promise.all(theirs.map((other) => other.close()));
  });

  it('shows those as away who do not want to be seen, and those who blacklisted the watcher', async () => {
    const theirs = await foyerSocket(target, friend.token);
    await show(friend, '0');
    assert.deepEqual(await watch([friend.id]), { online: [], offline: [friend.id] });
    await show(friend, '1');
    assert.deepEqual(await changes(), [{ online: [friend.id], offline: [] }]);
    await show(friend, '0');
    assert.deepEqual(await changes(), [{ online: [], offline: [friend.id] }]);
    await show(friend, '1');
    assert.deepEqual(await changes(), [{ online: [friend.id], offline: [] }]);
    await block(target, friend.id, me.id);
    assert.deepEqual(await changes(), [{ online: [], offline: [friend.id] }]);
    assert.deepEqual(await watch([friend.id]), { online: [], offline: [friend.id] });
    await theirs.close();
  });

  it('lets a friend go who is none any more', async () => {
    const theirs = await foyerSocket(target, friend.token);
    assert.deepEqual(await watch([friend.id]), { online: [friend.id], offline: [] });
    await target.app.sql.execute('DELETE FROM friend WHERE user_id IN (?, ?)', [me.id, friend.id]);
    target.app.invalidate([`relation:${me.id}:${friend.id}`, `relation:${friend.id}:${me.id}`]);
    assert.deepEqual(await changes(), [{ online: [], offline: [friend.id] }]);
    await makeFriends(target, me.id, friend.id);
    assert.deepEqual(await changes(), []);
    await theirs.close();
  });

  it('D03 takes a disabled user for away', async () => {
    const theirs = await foyerSocket(target, friend.token);
    assert.deepEqual(await watch([friend.id]), { online: [friend.id], offline: [] });
    await setStatus(target, friend.id, 0);
    assert.deepEqual(await changes(), [{ online: [], offline: [friend.id] }]);
    await theirs.close();
  });

  it('replaces the list by the next one, and ends with an empty one', async () => {
    const other = await createUser(target);
    await makeFriends(target, me.id, other.id);
    await watch([friend.id]);
    assert.deepEqual(await watch([other.id]), { online: [], offline: [other.id] });
    const theirs = await Promise.all([friend, other].map(({ token }) => foyerSocket(target, token)));
    assert.deepEqual(await changes(), [{ online: [other.id], offline: [] }]);
    assert.deepEqual(await watch([]), { online: [], offline: [] });
    await Promise.all(theirs.map((each) => each.close()));
    await Promise.all([isAway(friend), isAway(other)]);
    assert.deepEqual(await changes(), []);
  });

  it('D07 is asked so often only', async () => {
    for (let times = 0; times < 20; times += 1) await watch([]);
    const { code, after } = await socket.ask({ op: 'presence', users: [] }, 'error');
    assert.equal(code, 'too_many');
    assert.ok((after ?? 0) > 0);
  });

  it('is set by 0 or 1, and by users only', async () => {
    const visitor = await createVisitor(target);
    for (const [user, value, code] of [
      [me, '2', 'input_choice'],
      [me, 'x', 'input_choice'],
      [visitor, '0', 'visitor_refused'],
    ] as const) {
      const body = { fieldname: 'show_presence', fieldValue: value };
      assert.equal((await target.api.as(user.token).post('/api/chat/updateUserinfo', body)).code, code);
    }
  });
});
