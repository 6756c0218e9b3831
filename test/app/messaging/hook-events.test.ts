import assert from 'node:assert/strict';
import { ChatError } from '../../../app/error.ts';
import type { HookEvents } from '../../../app/messaging/hooks.ts';
import { anew } from '../../support/anew.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { createUser, createVisitor, freshName, makeFriends, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { makeGroup, servicesOf } from '../../support/ticket.ts';

type Name = keyof HookEvents;

const TOLD = [
  'joined',
  'left',
  'groupCreated',
  'conversationOpened',
  'registered',
  'upgraded',
  'loggedIn',
  'read',
  'erased',
] as const satisfies readonly Name[];
const ASKED = ['beforeJoin', 'beforeProfile'] as const satisfies readonly Name[];

describeStores('hooks of what users do', (store) => {
  const target = store.serve();
  const heard: { name: Name; event: Record<string, unknown> }[] = [];
  /** What is refused by the next awaited listener. */
  const refused = new Set<Name>();
  const ann = anew(() => createOpenUser(target));
  const bob = anew(() => createOpenUser(target));

  before(() => {
    const { hooks } = target.app.chat;
    for (const name of TOLD) hooks.on('unit', name, (event) => void heard.push({ name, event: { ...event } }));
    for (const name of ASKED) {
      hooks.on('unit', name, (event) => {
        heard.push({ name, event: { ...event } });
        if (refused.has(name)) throw new ChatError('too_many');
      });
    }
  });
  beforeEach(() => {
    heard.length = 0;
    refused.clear();
  });

  /** What was told under a name, without where it comes from, which is looked at here. */
  function of(name: Name): object[] {
    return heard
      .filter((one) => one.name === name)
      .map(({ event: { origin, ...rest } }) => {
        const { language, ip, requestId } = origin as { language: string; ip: string; requestId: string };
        assert.deepEqual([language, typeof ip, typeof requestId], ['zh', 'string', 'string'], name);
        return rest;
      });
  }

  const as = (user: TestUser) => target.api.as(user.token);

  it('U7 tells of accounts: registered, logged in, erased; and of a visitor who became a user', async () => {
    const username = freshName();
    const credentials = { username, password: 'a quiet river 9' };
    const { data } = await target.api.post<{ id: number }>('/api/regChat', { ...credentials, repassword: credentials.password });
    assert.deepEqual(of('registered'), [{ userId: data.id, role: 'user' }]);
    await target.api.post('/api/loginChat', { ...credentials, password: 'wrong password' });
    await target.api.post('/api/loginChat', credentials);
    assert.deepEqual(of('loggedIn'), [{ userId: data.id }]);
    const visitor = await createVisitor(target);
    const { visitor: visitors, erasure } = servicesOf(target);
    const [{ device_id: deviceId }] = (await target.app.sql.query('SELECT device_id FROM user WHERE id = ?', [visitor.id])) as [
      { device_id: string },
    ];
    const presented = { deviceId, timestamp: Date.now(), signature: '', token: visitor.token };
    await visitors.upgrade(presented, { username: freshName(), password: 'a quiet river 9' });
    assert.deepEqual(of('upgraded'), [{ userId: visitor.id }]);
    const fresh = await visitors.register({ ...presented, deviceId: crypto.randomUUID(), token: undefined });
    assert.deepEqual(of('registered').at(-1), { userId: fresh.user.id, role: 'visitor' });
    await erasure.erase(data.id);
    assert.deepEqual(of('erased'), [{ userId: data.id }]);
  });

  it('U7 tells of a conversation that was opened, once, and of what was read in it, once', async () => {
    const sent = await Promise.all([post(target, ann, { to: bob.id, data: 'one' }), post(target, bob, { to: ann.id, data: 'two' })]);
    assert.deepEqual(
      sent.map(({ status }) => status),
      [200, 200],
    );
    const [opened, ...more] = of('conversationOpened') as { conversationId: number; kind: string; userIds: number[] }[];
    assert.equal(more.length, 0);
    assert.deepEqual([opened?.kind, opened?.userIds.toSorted((a, b) => a - b)], ['single', [ann.id, bob.id].toSorted((a, b) => a - b)]);
    const { history, session } = servicesOf(target);
    const caller = await session.authenticate(ann.token);
    for (const _ of [1, 2]) await history.read(caller, opened!.conversationId, 2);
    assert.deepEqual(of('read'), [{ userId: ann.id, conversationId: opened!.conversationId, kind: 'single', seq: 2 }]);
  });

  it('U7 tells of groups: made, joined, left; and a refusal of beforeJoin keeps everybody out', async () => {
    const carl = await createUser(target);
    const groupId = await makeGroup(target, { owner: ann, members: [bob] });
    heard.length = 0;
    const enter = () => as(carl).post('/api/chat/groupInviteUser', { group_id: groupId });
    refused.add('beforeJoin');
    assert.equal((await enter()).code, 'too_many');
    assert.deepEqual([of('beforeJoin'), of('joined')], [[{ groupId, userId: carl.id, byId: carl.id }], []]);
    refused.clear();
    const { join, session } = servicesOf(target);
    assert.equal(await join.enter(await session.authenticate(carl.token), { groupId }), 'applied');
    const agree = async () => join.decide(await session.authenticate(ann.token), { groupId, userId: carl.id, type: 'agree' });
    refused.add('beforeJoin');
    await assert.rejects(agree(), { code: 'too_many' });
    refused.clear();
    assert.deepEqual(of('joined'), []);
    await agree();
    assert.deepEqual(of('beforeJoin').at(-1), { groupId, userId: carl.id, byId: ann.id });
    assert.deepEqual(of('joined'), [{ groupId, userId: carl.id, inviterId: 0 }]);
    await as(carl).post('/api/chat/groupDeleteOrQuit', { id: groupId });
    await as(ann).post('/api/chat/groupDeleteUser', { group_id: groupId, user_id: bob.id });
    assert.deepEqual(of('left'), [
      { groupId, userId: carl.id, byId: carl.id },
      { groupId, userId: bob.id, byId: ann.id },
    ]);
    const room = await as(ann).post<{ id: number }>('/api/chat/room/create', { name: freshName() });
    assert.deepEqual(of('groupCreated'), [{ groupId: room.data.id, userId: ann.id, isRoom: true }]);
  });

  it('U7 tells of a group that begins with friends, and who they are', async () => {
    await makeFriends(target, ann.id, bob.id);
    const [row] = (await target.app.sql.query('SELECT id FROM friend WHERE user_id = ? AND friend_id = ?', [ann.id, bob.id])) as [
      { id: number },
    ];
    const { group, session } = servicesOf(target);
    const { id } = await group.create(await session.authenticate(ann.token), { userIds: [row.id] });
    assert.deepEqual(of('groupCreated'), [{ groupId: id, userId: ann.id, isRoom: false }]);
    assert.deepEqual(of('joined'), [{ groupId: id, userId: bob.id, inviterId: ann.id }]);
  });

  it('U7 beforeProfile refuses a field, and nothing is changed', async () => {
    const rename = () => as(ann).post('/api/chat/updateUserinfo', { fieldname: 'nickname', fieldValue: 'Annie' });
    refused.add('beforeProfile');
    assert.equal((await rename()).code, 'too_many');
    assert.deepEqual(of('beforeProfile'), [{ userId: ann.id, field: 'nickname', value: 'Annie' }]);
    assert.notEqual((await target.app.caches.user.get(ann.id))?.nickname, 'Annie');
    refused.clear();
    assert.equal((await rename()).status, 200);
  });
});
