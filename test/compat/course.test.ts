import assert from 'node:assert/strict';
import type { Session } from '../../app/messaging/delivery/session.ts';
import type { Connection } from '../../app/messaging/gateway/connection.ts';
import type { WireMessage } from '../../protocol/index.ts';
import { CourseClient, MESSAGE_FIELDS } from '../support/course-client.ts';
import { createVisitor, login, makeFriends } from '../support/factory.ts';
import { describeStores } from '../support/matrix.ts';
import { dialPlain } from '../support/socket.ts';
import { whereThereIs } from '../support/has-unit.ts';
import { picture, uploaded } from '../support/upload.ts';
import { until } from '../support/wait.ts';
import { took } from '../support/web-client.ts';

describeStores('the course’s published client', (store) => {
  const target = store.serve();
  let ann: CourseClient;
  let bob: CourseClient;

  beforeEach(async () => {
    [ann, bob] = await Promise.all([CourseClient.register(target), CourseClient.register(target)]);
    await makeFriends(target, ann.account.id, bob.account.id);
  });
  afterEach(async () => {
    await ann.leave();
    await bob.leave();
  });

  const connectionOf = ({ account }: CourseClient) =>
    [...target.app.chat.gateway.connections].find(({ session }) => session?.userId === account.id);

  it('talks: HTTP out, socket in, with exactly the fields that it knows', async () => {
    await ann.connect();
    await bob.connect();
    const { status, msg, data } = await ann.send(bob.account.id, '你好');
    assert.deepEqual([status, msg], [200, 'ok']);
    assert.deepEqual(Object.keys(data).toSorted(), MESSAGE_FIELDS.toSorted());
    await until(() => bob.messages.length === 1);
    assert.deepEqual(bob.messages[0], data);
    assert.deepEqual(data.options, { from: 'course' });
    await bob.send(ann.account.id, '你也好');
    await until(() => ann.messages.length === 1);
    assert.deepEqual([ann.texts(), bob.texts()], [['你也好'], ['你好']]);
  });

  it('is greeted, and a visitor is reminded to sign in once per login', async () => {
    await ann.connect();
    await ann.socket?.next((frame) => frame.type === 'system' && frame.data === '欢迎您访问我们的系统！' && frame.timestamp > 0);
    const visitor = await createVisitor(target);
    const frames: unknown[][] = [];
    for (const token of [() => visitor.token, () => visitor.token, () => login(target, visitor.id, 'visitor')]) {
      const socket = await dialPlain(target, await token());
      socket.send({ type: 'ping' });
      await socket.next((frame) => frame.type === 'pong');
      frames.push(socket.frames.map((frame) => (frame.type === 'singleChat' ? frame.data : frame.type === 'system' && frame.data)));
      await socket.close();
    }
    const [first, second, third] = frames;
    assert.equal(first?.[0], '欢迎您，登录可获取更多功能！');
    const reminder = first?.[1] as WireMessage;
    assert.deepEqual(Object.keys(reminder).toSorted(), MESSAGE_FIELDS.toSorted());
    assert.deepEqual([reminder.from_id, reminder.from_name, reminder.to_id], [0, '系统消息', visitor.id]);
    assert.deepEqual(reminder.data, { data: '欢迎您，登录可以获取更多功能！', dataType: false, otherData: null });
    assert.equal(second?.length, 2); // greeting, pong
    assert.equal(third?.length, 3);
  });

  whereThereIs('file', it)('G99 tells who changes the own picture so, by the row that leads to it', async () => {
    await ann.connect();
    const { url: avatar } = await uploaded(target, ann.account.token, { bytes: await picture(), name: 'me.png', type: 'image/png' });
    assert.equal((await ann.api.form('/api/chat/updateUserinfo', { fieldname: 'avatar', fieldValue: avatar })).data, '头像更新成功');
    const row = await ann.gets('头像更换成功');
    assert.deepEqual([row.from_id, row.redirect?.doaction], [`redirect-userInfoSet-${ann.id}`, 'avatar']);
    assert.equal(row.from_avatar, `${target.url}${new URL(avatar).pathname}`, 'whole, and of its own');
    assert.equal(bob.messages.length, 0);
  });

  it('gets what it missed by chatGetmessageOffLine after connecting, oldest first, nothing twice', async () => {
    for (const text of ['one', 'two', 'three']) await ann.send(bob.account.id, text);
    await bob.connect();
    await until(() => bob.messages.length === 3);
    await ann.send(bob.account.id, 'four');
    await until(() => bob.messages.length === 4);
    assert.deepEqual(bob.texts(), ['one', 'two', 'three', 'four']);
    const ids = bob.messages.map(({ id }) => id);
    assert.equal(new Set(ids).size, 4);
  });

  it('pings and is answered in its own frames; its pong and its silence are fine', async () => {
    await ann.connect();
    ann.socket?.send({ type: 'pong' });
    ann.socket?.send({ type: 'ping' });
    const pong = await ann.socket?.next((frame) => frame.type === 'pong');
    assert.deepEqual(Object.keys(pong ?? {}), ['type', 'timestamp']);
    const [connection] = [connectionOf(ann)];
    connection?.ping(Date.now(), true);
    await ann.socket?.next((frame) => frame.type === 'ping');
    await until(() => connection?.pingedAt === 0); // answered by its library, unknown to it
    assert.deepEqual(
      ann.socket?.frames.map(({ type }) => type),
      ['system', 'pong', 'ping'],
    );
  });

  it('comes back by itself after a lost connection and misses nothing, without signing out', async () => {
    /** Ends bob's connection and waits for the one that he comes back with. */
    const lose = async (end: (connection: Connection) => void): Promise<void> => {
      const lost = connectionOf(bob);
      assert.ok(lost);
      end(lost);
      await until(() => ![undefined, lost].includes(connectionOf(bob)));
    };
    await bob.connect();
    await ann.send(bob.account.id, 'before');
    await until(() => bob.messages.length === 1);
    const back = lose((connection) => connection.cut());
    await ann.send(bob.account.id, 'between');
    await back;
    await until(() => bob.texts().includes('between'));
    await lose((connection) => connection.end('restart'));
    await lose((connection) => connection.end('overload'));
    assert.equal(bob.connects, 4);
    await ann.send(bob.account.id, 'after');
    await until(() => bob.texts().includes('after'));
    assert.deepEqual([...new Set(bob.texts())], ['before', 'between', 'after']);
    assert.equal(bob.signedOut, undefined);
  });

  it('G92 comes back after a restart with many sockets at once, as itself, hears all once, and stays', async () => {
    await bob.connect();
    await ann.send(bob.account.id, 'before');
    await bob.gets('before');
    // Nearly 7 s of a server that is away: each failed try leaves two.
    bob.returns = 100;
    await until(() => connectionOf(bob)?.session?.handed.isEmpty);
    const lost = connectionOf(bob);
    lost?.end('restart');
    await until(() => connectionOf(bob) !== lost);
    await ann.send(bob.account.id, 'between');
    await until(() => bob.connects === 101 && bob.sockets.length === 101);
    await bob.gets('between');
    await ann.send(bob.account.id, 'after');
    await bob.gets('after');
    assert.deepEqual(bob.texts(), ['before', 'between', 'after']);
    assert.deepEqual([bob.connects, bob.signedOut], [101, undefined]);
    assert.ok(bob.sockets.slice(1).every(({ closed }) => closed === undefined));
    took(await bob.send(ann.account.id, 'still me'));
  });

  it('G92 connects anew after each change of oneself, and in a second tab: nobody is signed out, and all comes once', async () => {
    await bob.connect();
    for (const [fieldname, fieldValue] of [
      ['nickname', '新名字'],
      ['invite_confirm', '0'],
    ] as const) {
      took(await bob.api.post('/api/chat/updateUserinfo', { fieldname, fieldValue }));
      await bob.connect();
    }
    const tab = await new CourseClient(target, bob.account).connect();
    await ann.send(bob.account.id, 'to the newest');
    assert.equal((await tab.gets('to the newest')).to_name, '新名字');
    assert.deepEqual([bob.signedOut, tab.signedOut, bob.connects, tab.connects], [undefined, undefined, 3, 1]);
    assert.deepEqual(bob.texts(), []);
    const speaking = (): Session | undefined => [...target.app.chat.sessions.of(bob.account.id)].find(({ isSilent }) => !isSilent);
    await until(() => speaking()?.handed.isEmpty);
    await tab.leave();
    // The tab is gone: the newest of those that are left hears.
    await until(speaking);
    await ann.send(bob.account.id, 'to who is left');
    await bob.gets('to who is left');
    assert.deepEqual(bob.texts(), ['to who is left']);
  });

  it('is signed out by a login elsewhere, told why, and does not come back', async () => {
    await bob.connect();
    const elsewhere = new CourseClient(target, { ...bob.account, token: await login(target, bob.account.id) });
    await elsewhere.connect();
    await until(() => bob.signedOut);
    assert.deepEqual([bob.signedOut, bob.connects], ['你的账号在其他设备登录', 1]);
    await ann.send(bob.account.id, 'to the new one');
    await until(() => elsewhere.messages.length === 1);
    assert.equal(bob.messages.length, 0);
    assert.equal((await bob.send(ann.account.id, 'with the old token')).status, 401);
    await elsewhere.leave();
  });

  it('logs out: its socket ends and its token opens nothing', async () => {
    await bob.connect();
    assert.equal((await bob.api.form<boolean>('/api/chat/logout', {})).data, true);
    assert.equal((await bob.socket?.end())?.code, 4401);
    const again = await dialPlain(target, bob.account.token);
    assert.deepEqual(await again.end(), { code: 4401, reason: 'unauthorized' });
    assert.deepEqual(again.frames, [{ msg: 'fail', data: 'Token 不合法', code: 'socket_token_invalid' }]);
  });

  it('may send its token as a form field, as Bearer, or as header', async () => {
    const path = '/api/chat/chatGetmessageOffLine';
    assert.equal((await target.api.form(path, { token: ann.account.token })).data, 'ok');
    assert.equal((await target.api.with({ authorization: `Bearer ${ann.account.token}` }).form(path, {})).data, 'ok');
    assert.equal((await target.api.with({ token: ann.account.token }).post(path)).data, 'ok');
    const answer = await target.api.form(`${path}?token=${ann.account.token}`, {});
    assert.deepEqual([answer.status, answer.data], [401, '您没有权限访问即时通讯接口']);
  });
});
