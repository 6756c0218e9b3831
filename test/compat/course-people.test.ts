import assert from 'node:assert/strict';
import type { WireAccount, WireMessage } from '../../protocol/index.ts';
import { CourseClient, MESSAGE_FIELDS, wordsOf } from '../support/course-client.ts';
import { befriend } from '../support/course-group.ts';
import { freshName, login } from '../support/factory.ts';
import { describeStores } from '../support/matrix.ts';
import { refused } from '../support/refused.ts';
import { until } from '../support/wait.ts';
import { took } from '../support/web-client.ts';
import { whereThereIs } from '../support/has-unit.ts';

const NOTICE_FIELDS = [...MESSAGE_FIELDS, 'msgidKey', 'redirect'];
const FREELY = { sendCount: 2, needFollow: false };

whereThereIs('friend', describeStores)('the course’s published client among people', (store) => {
  const target = store.serve();
  let clients: CourseClient[];

  beforeEach(() => {
    clients = [];
  });
  afterEach(() => Promise.all(clients.map((client) => client.leave())));

  const join = async (client: Promise<CourseClient>): Promise<CourseClient> => {
    clients.push(await client);
    return (await client).connect();
  };
  const register = (): Promise<CourseClient> => join(CourseClient.register(target));
  const visit = (deviceId?: string): Promise<CourseClient> => join(CourseClient.visit(target, deviceId));
  /** Somebody who takes visitors' words, as customer service does. */
  const serve = async (): Promise<CourseClient> => {
    const service = await register();
    const userset = JSON.stringify({ chatset: { visitor: FREELY, user: FREELY } });
    took(await service.api.form('/api/chat/userset', { userset }));
    return service;
  };
  const pages = async ({ api }: CourseClient, peer: number): Promise<unknown[]> => {
    const { list } = took(await api.post<{ list: WireMessage[] }>('/api/chat/socket/getmessage', { chatType: 'single', peer_id: peer }));
    return list.map(wordsOf);
  };

  it('a visitor writes to customer service and is answered, without an account', async () => {
    const [service, visitor] = [await serve(), await visit()];
    assert.equal(visitor.account.role, 'visitor');
    await visitor.socket?.next((frame) => frame.type === 'system' && frame.data === '欢迎您，登录可获取更多功能！');
    await visitor.gets('欢迎您，登录可以获取更多功能！');
    for (const text of ['在吗', '多少钱']) took(await visitor.send(service.id, text));
    const asked = await service.gets('多少钱');
    assert.deepEqual([asked.from_id, asked.from_name, asked.to_id], [visitor.id, visitor.name, service.id]);
    took(await service.send(visitor.id, '十元'));
    await visitor.gets('十元');
    assert.deepEqual(service.texts(), ['在吗', '多少钱']);
  });

  it('D04 a visitor signs up and stays who it was: id, threads, what waits', async () => {
    const deviceId = crypto.randomUUID();
    const [service, visitor] = [await serve(), await visit(deviceId)];
    took(await visitor.send(service.id, '作为游客'));
    await service.gets('作为游客');
    await visitor.leave();
    took(await service.send(visitor.id, '离开后'));
    const account = { username: freshName(), password: 'secret-1', deviceId, timestamp: String(Date.now()) };
    const stranger = took(await target.api.form<WireAccount>('/api/visitorregChat', { ...account, username: freshName() }));
    assert.notEqual(stranger.id, visitor.id, 'the device alone is nobody');
    const upgraded = took(await visitor.api.form<WireAccount>('/api/visitorregChat', account));
    assert.deepEqual([upgraded.id, upgraded.role, upgraded.username], [visitor.id, 'user', account.username]);
    const user = await join(Promise.resolve(new CourseClient(target, upgraded)));
    await user.gets('离开后');
    assert.deepEqual(await pages(user, service.id), ['作为游客', '离开后']);
    assert.equal((await visitor.send(service.id, '旧令牌')).status, 401);
    const again = took(await target.api.form<WireAccount>('/api/visitorloginChat', account));
    assert.deepEqual([again.id, again.role], [visitor.id, 'user']);
    const back = await join(Promise.resolve(new CourseClient(target, again)));
    took(await back.send(service.id, '作为用户'));
    assert.equal((await service.gets('作为用户')).from_id, visitor.id);
  });

  it('D35 an application is a notice that leads to where it is answered; the answer makes both friends', async () => {
    const [ann, bob] = [await register(), await register()];
    took(await ann.api.form('/api/chat/applyfriend', { friend_id: String(bob.id), nickname: '我是安安' }));
    const asked = await bob.gets(({ from_name }) => from_name === '好友申请提醒');
    assert.deepEqual(Object.keys(asked).toSorted(), NOTICE_FIELDS.toSorted());
    const { from_id, to_id, chatType, type, data, redirect, msgidKey } = asked;
    assert.deepEqual([from_id, to_id, chatType, type], [`redirect-applyFriend-${ann.id}`, bob.id, 'single', 'text']);
    assert.deepEqual(data, { data: `用户[${ann.name}]申请添加您为好友，请尽快处理`, dataType: false, otherData: null });
    assert.deepEqual([redirect, msgidKey], [{ url: '/pages/applyMyfriend/applyMyfriend', type: 'navigateTo' }, from_id]);

    const { alldata, pendingCount } = took(
      await bob.api.get<{ alldata: { id: number; user: { id: number } }[]; pendingCount: number }>('/api/chat/listapplyfriend/1'),
    );
    assert.deepEqual([pendingCount, alldata.map(({ user }) => user.id)], [1, [ann.id]]);
    took(await bob.api.form(`/api/chat/handleapply/${alldata[0]?.id}`, { status: 'agree', nickname: '小安' }));

    const words = '我们已经是好友了，可以开始聊天了';
    const sides = [
      { seen: await ann.gets(words), from: bob, to: ann },
      { seen: await bob.gets(words), from: ann, to: bob },
    ];
    for (const { seen, from, to } of sides) {
      assert.deepEqual(Object.keys(seen).toSorted(), MESSAGE_FIELDS.toSorted());
      assert.deepEqual([seen.type, seen.chatType], ['systemNotice', 'single']);
      assert.deepEqual([seen.from_id, seen.from_name, seen.to_id, seen.to_name], [from.id, from.name, to.id, to.name]);
    }
    for (const text of ['一', '二', '三']) took(await ann.send(bob.id, text));
    await bob.gets('三');
    assert.ok(!JSON.stringify([bob.messages, ann.messages]).match(/小安/), 'D33 a remark is its owner’s alone');
  });

  it('D08 a visitor makes no friends, and is told to sign in', async () => {
    const [ann, visitor] = [await register(), await visit()];
    const refusal = ['403 visitor_refused', '您没有权限访问，请先注册或登录'] as const;
    refused(await visitor.api.form('/api/chat/applyfriend', { friend_id: String(ann.id) }), ...refusal);
    refused(await visitor.api.form('/api/chat/searchUser', { keyword: ann.name }), ...refusal);
    const { status, code, data } = await ann.api.form('/api/chat/applyfriend', { friend_id: String(visitor.id) });
    assert.deepEqual([status, code, data], [404, 'friend_target_missing', '添加的好友不存在']);
  });

  it('D37 takes a message back: on the screen of who is online, and before the screen of who is away', async () => {
    const [ann, bob] = [await register(), await register()];
    await befriend(ann, bob);
    const first = took(await ann.send(bob.id, '说错了'));
    await bob.gets('说错了');
    took(await ann.api.form('/api/chat/revokeMessage', { id: first.id, to_id: String(bob.id), chatType: 'single' }));
    const words = `${ann.name}撤回了一条消息`;
    const notice = await bob.gets(words);
    assert.deepEqual([notice.id, notice.type, notice.actionType, notice.isremove], [first.id, 'systemNotice', 'revoke', 1]);
    assert.ok(!bob.shown().includes('说错了'));
    await bob.leave();
    const second = took(await ann.send(bob.id, '又错了'));
    took(await ann.send(bob.id, '这才对'));
    took(await ann.api.form('/api/chat/revokeMessage', { id: second.id }));
    await bob.connect();
    await bob.gets('这才对');
    await bob.gets(({ id }) => id === second.id);
    assert.deepEqual(bob.shown().slice(-3), [words, '这才对', words]);
    assert.ok(!bob.texts().includes('又错了'));
    assert.ok(!(await pages(bob, ann.id)).includes('又错了'));
    refused(await bob.api.form('/api/chat/revokeMessage', { id: first.id }), '403 recall_forbidden', '无权撤回');
  });

  it('D19 a login elsewhere takes over: the old one is told and stays out, the new one hears all', async () => {
    const [ann, bob] = [await register(), await register()];
    await befriend(ann, bob);
    await bob.gets('我们已经是好友了，可以开始聊天了');
    const phone = await join(Promise.resolve(new CourseClient(target, { ...bob.account, token: await login(target, bob.id) })));
    await until(() => bob.signedOut);
    took(await ann.send(bob.id, '你好'));
    await phone.gets('你好');
    assert.deepEqual([bob.signedOut, bob.connects, phone.signedOut], ['你的账号在其他设备登录', 1, undefined]);
    assert.ok(!bob.texts().includes('你好'));
  });
});
