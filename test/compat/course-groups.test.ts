import assert from 'node:assert/strict';
import type { WireMessage, WirePreview } from '../../protocol/index.ts';
import { CourseClient, MESSAGE_FIELDS, wordsOf } from '../support/course-client.ts';
import { befriend, createGroup, enter, groupsOf } from '../support/course-group.ts';
import { describeStores } from '../support/matrix.ts';
import { refused } from '../support/refused.ts';
import { scanPicture } from '../support/scan.ts';
import { until } from '../support/wait.ts';
import { took } from '../support/web-client.ts';
import { whereThereIs } from '../support/has-unit.ts';

const PAGE = 'https://h5.example/h5/';
const GROUP_FIELDS = ['avatar', 'id', 'invite_confirm', 'name', 'remark', 'user_id'];
const DESC_FIELDS = ['addGroupDesc', 'addGroupTime', 'addGroupUserRole', 'addGroupUserType', 'inviteUser', 'msgidKey'];
const TIME = String.raw`\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}`;
const FRIENDS = '我们已经是好友了，可以开始聊天了';

whereThereIs('friend', describeStores)('the course’s published client in groups', (store) => {
  const target = store.serve({ config: { origin: { allowed: ['https://h5.example'] } } });
  let ann: CourseClient;
  let bob: CourseClient;
  let carl: CourseClient;
  let visitor: CourseClient;
  /** Of ann, with bob. */
  let group: number;
  let created: string;

  beforeEach(async () => {
    [ann, bob, carl, visitor] = await Promise.all([
      CourseClient.register(target),
      CourseClient.register(target),
      CourseClient.register(target),
      CourseClient.visit(target),
    ]);
    await Promise.all([ann, bob, carl, visitor].map((client) => client.connect()));
    await befriend(ann, bob);
    created = `${ann.name}创建了一个群，大家可以开始聊天了`;
    // Whoever was not watching yet reads it from the store, as the group is by then.
    group = await createGroup(ann, () => Promise.all([ann.gets(created), bob.gets(created)]));
  });
  afterEach(() => Promise.all([ann, bob, carl, visitor].map((client) => client.leave())));

  const setMode = async (mode: 0 | 1 | 2): Promise<void> => {
    const answer = await ann.api.form('/api/chat/groupAddUserSet', { group_id: String(group), addGroupSet: String(mode) });
    assert.equal(took(answer), '设置成功');
  };
  /** What a client does with a code that another one shows: its page takes the ticket out of the link. */
  const scan = async (shown: CourseClient, scanning: CourseClient): Promise<{ preview: WirePreview; ticket: string }> => {
    const query = new URLSearchParams({ token: shown.account.token, type: 'H5', http: PAGE, chatType: 'group' }).toString();
    const response = await fetch(`${target.url}/api/chat/groupQrcode/${group}?${query}`);
    assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'image/png']);
    const text = await scanPicture(new Uint8Array(await response.arrayBuffer()));
    const preview = took(await scanning.api.form<WirePreview>('/api/chat/code/scan', { text }));
    return { preview, ticket: new URLSearchParams(text.split('?')[1]).get('ticket') ?? '' };
  };
  /** A notice in the group as both members get it, with the fields of the contract. */
  const told = async (words: string | RegExp): Promise<WireMessage> => {
    const isIt = (message: WireMessage): boolean => new RegExp(words).test(String(wordsOf(message)));
    const [notice, other] = [await ann.gets(isIt), await bob.gets(isIt)];
    assert.deepEqual(notice, other);
    assert.deepEqual(Object.keys(notice).toSorted(), [...MESSAGE_FIELDS, 'group'].toSorted());
    assert.deepEqual(Object.keys(notice.group ?? {}).toSorted(), GROUP_FIELDS);
    assert.deepEqual(Object.keys(notice.data as object), ['data', 'dataType', 'otherData']);
    assert.deepEqual([notice.type, notice.chatType, notice.to_id, notice.group?.id], ['systemNotice', 'group', group, group]);
    return notice;
  };
  /** So that what follows is later by the clock, too. */
  const tick = async (): Promise<void> => {
    const now = Date.now();
    await until(() => Date.now() > now);
  };

  it('D29 tells of creating, renaming, announcing, joining, leaving and dissolving, field by field', async () => {
    const { from_id, from_name } = await told(created);
    assert.deepEqual([from_id, from_name], [ann.id, ann.name]);
    took(await ann.api.form('/api/chat/groupUpdateName', { id: String(group), name: '周末-爬山 <b>' }));
    assert.equal((await told('^群名称修改为：周末-爬山 <b>$')).group?.name, '周末-爬山 <b>');
    took(await ann.api.form('/api/chat/groupremark', { id: String(group), remark: '八点集合' }));
    assert.equal((await told(/^\[公告\] \n\n 八点集合$/)).group?.remark, '八点集合');
    await befriend(bob, carl);
    assert.equal(took(await enter(bob, group, { user_id: String(carl.id) })), '加群成功');
    assert.equal((await told(`^\\[${bob.name}\\]邀请 \\[${carl.name}\\] 加入了群聊$`)).from_name, '加群申请提醒');
    assert.equal(took(await enter(visitor, group, { ticket: (await scan(ann, visitor)).ticket })), '加群成功');
    const joined = `[${ann.name}]邀请 [${visitor.name}] 加入了群聊`;
    assert.equal((await visitor.gets(joined)).from_name, '加群申请提醒');
    await carl.gets(joined);
    took(await carl.api.form('/api/chat/groupnickname', { id: String(group), nickname: '小卡' }));
    took(await carl.api.form('/api/chat/groupDeleteOrQuit', { id: String(group) }));
    await told(`^小卡于 ${TIME} 已退出群聊$`);
    took(await ann.api.form('/api/chat/groupDeleteOrQuit', { id: String(group) }));
    await told(`^群主于 ${TIME} 解散了该群$`);
    assert.deepEqual([await groupsOf(ann), await groupsOf(bob)], [[], []]);
    refused(await bob.send(group, '还在吗', 'group'), '404 group_send_closed', '群不存在或者已解散或者被封禁，无法发消息');
    assert.ok(!carl.texts().some((text) => String(text).includes('解散')));
  });

  it('talks in a group, seen by its members alone, with the group and no member list in it', async () => {
    const { data: sent } = await bob.send(group, '大家好', 'group');
    const got = await ann.gets('大家好');
    assert.deepEqual(got, sent);
    assert.deepEqual(Object.keys(got).toSorted(), [...MESSAGE_FIELDS, 'group'].toSorted());
    assert.deepEqual(Object.keys(got.group ?? {}).toSorted(), GROUP_FIELDS);
    refused(await carl.send(group, '我也在', 'group'), '403 group_send_outside', '您不在群里，无法发消息');
    took(await ann.send(carl.id, '你好'));
    await carl.gets('你好');
    assert.deepEqual(carl.texts(), ['你好']);
  });

  it('D38 shows a code as a picture; another client scans it, looks, and comes in by its ticket', async () => {
    const { preview, ticket } = await scan(bob, carl);
    assert.deepEqual([preview.id, preview.count, preview.joined, preview.needs], [group, 2, false, 'join']);
    assert.deepEqual(preview.maker, { id: bob.id, name: bob.name });
    assert.equal(took(await enter(carl, group, { ticket })), '加群成功');
    await told(`^\\[${bob.name}\\]邀请 \\[${carl.name}\\] 加入了群聊$`);
    assert.equal((await scan(bob, carl)).preview.joined, true);
    refused(await enter(carl, group, { ticket }), '409 group_member_exists', '用户已经在群里');
    took(await carl.send(group, '我来了', 'group'));
    await bob.gets('我来了');
    const away = new URLSearchParams({ token: bob.account.token, type: 'H5', http: 'https://evil.example/' }).toString();
    const elsewhere = await fetch(`${target.url}/api/chat/groupQrcode/${group}?${away}`);
    assert.equal(((await elsewhere.json()) as { data: string }).data, '二维码的网址不被允许');
  });

  it('D36 G95 mode 1: whoever comes by a code asks, the owner is told who and why, and lets in or not', async () => {
    await setMode(1);
    const { preview, ticket } = await scan(bob, visitor);
    assert.equal(preview.needs, 'apply');
    assert.equal(took(await enter(visitor, group, { ticket, addGroupDesc: '我是 <b>客人</b>' })), '等待群主同意');
    refused(await enter(visitor, group, { ticket }), '409 group_join_pending', '已申请加入群聊，正在等待群主同意');
    const asked = await ann.gets(({ from_name }) => from_name === '加群处理');
    const row = `redirect-applyGroup-${group}-${visitor.id}`;
    assert.deepEqual([asked.chatType, asked.type, asked.to_id, asked.from_id, asked.msgidKey], ['single', 'text', ann.id, row, row]);
    const desc = asked.redirect?.desc as Record<string, unknown>;
    assert.deepEqual(Object.keys(desc).toSorted(), DESC_FIELDS);
    const { addGroupDesc, addGroupUserRole, addGroupUserType, inviteUser, msgidKey } = desc;
    assert.deepEqual([addGroupDesc, addGroupUserRole, addGroupUserType, msgidKey], ['我是 <b>客人</b>', 'visitor', '邀请进群', row]);
    // G95 the page that the owner is led to reads all it shows from its address.
    const page = new URL(asked.redirect?.url ?? '', 'https://h5.example');
    const { applydesc = '', ...read } = Object.fromEntries(page.searchParams);
    assert.deepEqual([page.pathname, JSON.parse(applydesc)], ['/pages/setpageInfo/setpageInfo', desc]);
    assert.deepEqual(read, {
      action: 'applyAddGroup',
      title: '加群处理',
      id: String(group),
      name: `${ann.name}、${bob.name}`,
      avatar: `/avatar/group-${group}.svg`,
      chatType: 'group',
      applyUserid: String(visitor.id),
      applyUsername: visitor.name,
      applyUseruuid: visitor.account.uuid,
      applyUseravatar: `/avatar/user-${visitor.id}.svg`,
    });
    assert.deepEqual((inviteUser as { id: number }).id, bob.id);
    refused(await visitor.send(group, '还没进', 'group'), '403 group_send_outside', '您不在群里，无法发消息');

    const answer = { group_id: String(group), user_id: String(visitor.id), type: 'agree' };
    refused(await bob.api.form('/api/chat/groupAgreeOrNo', answer), '403 group_forbidden', '群不存在或者被封禁或者你无权操作');
    assert.equal(took(await ann.api.form('/api/chat/groupAgreeOrNo', answer)), '处理成功');
    await told(`^\\[${bob.name}\\]邀请 \\[${visitor.name}\\] 加入了群聊$`);
    refused(await ann.api.form('/api/chat/groupAgreeOrNo', answer), '400 group_action_invalid', '非法操作');
    took(await visitor.send(group, '进来了', 'group'));
    await bob.gets('进来了');

    assert.equal(took(await enter(carl, group)), '等待群主同意');
    const no = { group_id: String(group), user_id: String(carl.id), type: 'no' };
    assert.equal(took(await ann.api.form('/api/chat/groupAgreeOrNo', no)), '处理成功');
    await carl.gets((message) => String(wordsOf(message)).includes('未通过'));
    assert.deepEqual(await groupsOf(carl), []);
  });

  it('D36 mode 2: a visitor must sign in first, a user comes in; by the owner’s word too', async () => {
    await setMode(2);
    const { preview, ticket } = await scan(ann, visitor);
    assert.equal(preview.needs, 'login');
    for (const fields of [{ ticket }, {}] as Record<string, string>[]) {
      refused(await enter(visitor, group, fields), '403 group_join_login', '请先登录再申请进群');
    }
    assert.equal(took(await enter(carl, group, { ticket })), '加群成功');
    refused(
      await bob.api.form('/api/chat/groupAddUserSet', { group_id: String(group), addGroupSet: '0' }),
      '403 group_forbidden',
      '群不存在或者被封禁或者你无权操作',
    );
  });

  it('D23 D27 after being away it gets all by chatGetmessageOffLine: single, group and notices, oldest first, once', async () => {
    await bob.leave();
    const rename = (): Promise<unknown> => ann.api.form('/api/chat/groupUpdateName', { id: String(group), name: '新名字' });
    const steps = [
      () => ann.send(group, '群一', 'group'),
      () => ann.send(bob.id, '单一'),
      () => rename(),
      () => ann.send(group, '群二', 'group'),
      () => carl.api.form('/api/chat/applyfriend', { friend_id: String(bob.id) }),
      () => ann.send(bob.id, '单二'),
    ];
    for (const step of steps) {
      await step();
      await tick();
    }
    await bob.connect();
    await bob.gets('单二');
    const missed = ['群一', '单一', '群名称修改为：新名字', '群二', `用户[${carl.name}]申请添加您为好友，请尽快处理`, '单二'];
    assert.deepEqual(bob.shown().slice(-missed.length), missed);
    assert.deepEqual(bob.shown().slice(0, -missed.length), [`用户[${ann.name}]申请添加您为好友，请尽快处理`, FRIENDS, created]);
  });

  it('D30 D41 who is put out while away is told so, and gets nothing more of the group', async () => {
    await bob.leave();
    took(await ann.send(group, '只给成员', 'group'));
    const out = await ann.api.form('/api/chat/groupDeleteUser', { group_id: String(group), user_id: String(bob.id) });
    assert.equal(took(out), '删除群成员成功');
    took(await ann.send(group, '他走了', 'group'));
    await bob.connect();
    await bob.gets((message) => String(wordsOf(message)).includes('移出群聊'));
    took(await ann.send(bob.id, '再见'));
    await bob.gets('再见');
    assert.ok(!bob.texts().some((text) => ['只给成员', '他走了'].includes(String(text))));
    refused(await bob.send(group, '等等', 'group'), '403 group_send_outside', '您不在群里，无法发消息');
  });

  it('D37 takes a message of a group back, on screens and for who is away', async () => {
    const first = took(await ann.send(group, '错一', 'group'));
    await bob.gets('错一');
    const asked = { id: first.id, to_id: String(group), chatType: 'group' };
    const notice = took(await ann.api.form<WireMessage>('/api/chat/revokeMessage', asked));
    assert.deepEqual(await bob.gets(`${ann.name}撤回了一条消息`), notice);
    assert.deepEqual([notice.id, notice.chatType, notice.group?.id], [first.id, 'group', group]);
    await bob.leave();
    const second = took(await ann.send(group, '错二', 'group'));
    took(await ann.api.form('/api/chat/revokeMessage', { id: second.id }));
    await bob.connect();
    await bob.gets(({ id }) => id === second.id);
    assert.ok(!bob.shown().includes('错一') && !bob.texts().includes('错二'));
  });
});
