import assert from 'node:assert/strict';
import type {
  WireApplication,
  WireFriendIndex,
  WireFriendInfo,
  WireGroupInfo,
  WireListedFriend,
  WireListedGroup,
  WireUser,
} from '../../protocol/index.ts';
import { describeStores } from '../support/matrix.ts';
import { refused } from '../support/refused.ts';
import { plainSocket } from '../support/socket.ts';
import { hasUnit, whereThereIs } from '../support/has-unit.ts';
import { MP3, MP4, pathOf, picture, uploaded, type Sending } from '../support/upload.ts';
import { until } from '../support/wait.ts';
import { hears, says, saysIn, WebClient } from '../support/web-client.ts';

const GROUP = { chat_type: 'group' };
const PDF = Buffer.from(`%PDF-1.4\n${'x'.repeat(2000)}`);

/** A kind of media as the course sends it: what is uploaded, and what its message says beside the address. */
interface Media {
  readonly type: string;
  readonly sending: Sending;
  readonly says: object;
  readonly served: string;
}

// Friends first, then words and media between two and in groups.
whereThereIs('friend', describeStores)('friends, groups and media, as in the Go course', (store) => {
  const target = store.serve({ config: { gateway: { heartbeat: { interval: 100, timeout: 5000 } } } });
  let ann: WebClient;
  let bob: WebClient;
  let eve: WebClient;
  let media: Media[];

  before(async () => {
    media = [
      { type: 'image', sending: { bytes: await picture('png'), name: '猫.png' }, says: { width: 8, height: 4 }, served: 'image/png' },
      { type: 'audio', sending: { bytes: MP3, name: 'voice.mp3' }, says: { seconds: 7 }, served: 'audio/mpeg' },
      { type: 'video', sending: { bytes: MP4, name: 'clip.mp4', type: 'video/mp4' }, says: { seconds: 12.5 }, served: 'video/mp4' },
      {
        type: 'file',
        sending: { bytes: PDF, name: '<b>报告</b>.pdf' },
        says: { name: '<b>报告</b>.pdf', size: PDF.length },
        served: 'application/pdf',
      },
    ];
  });
  beforeEach(async () => {
    [ann, bob, eve] = await Promise.all([WebClient.register(target), WebClient.register(target), WebClient.register(target)]);
  });

  const befriend = async (one: WebClient, two: WebClient, remarks = ['', '']): Promise<void> => {
    await one.do('applyfriend', { friend_id: two.id, remark: remarks[0] });
    const { alldata } = await two.see<{ alldata: WireApplication[] }>('listapplyfriend/1');
    await two.do(`handleapply/${alldata[0]?.id}`, { status: 'agree', nickname: remarks[1] });
  };
  const friendsOf = async (who: WebClient): Promise<WireListedFriend[]> => {
    const { rows } = await who.see<{ rows: WireFriendIndex | [] }>('goodfriendlist/1');
    return 'newList' in rows ? rows.newList.flatMap(({ list }) => list) : [];
  };
  /** A group of all friends; the answer names it beside its `ok`. */
  const createGroup = async (who: WebClient, name: string): Promise<number> => {
    const userIds = (await friendsOf(who)).map(({ id }) => id);
    await who.do('group/create', { userIds, name });
    const [group] = await who.see<WireListedGroup[]>('grouplist/1');
    assert.equal(group?.name, name);
    return group.id;
  };
  /** How a file answers: to whoever has the signed address, or the bare one and a token. */
  const fetched = (address: string, who?: WebClient): Promise<Response> =>
    fetch(target.url + pathOf(address), { headers: who ? { token: who.account.token } : {} });
  const bare = (address: string): string => address.split('?')[0] ?? '';

  it('finds people, asks, accepts with a remark of one’s own, and writes freely', async () => {
    const found = await ann.do<WireUser[]>('searchUser', { keyword: bob.name });
    assert.deepEqual(
      found.map(({ id }) => id),
      [bob.id],
    );
    assert.deepEqual(Object.keys(found[0] ?? {}).toSorted(), ['avatar', 'id', 'nickname', 'role', 'username', 'uuid']);
    await befriend(ann, bob, ['老鲍', '小安']);
    const [[seen], [mine]] = [await friendsOf(bob), await friendsOf(ann)];
    assert.deepEqual([seen?.friend_id, seen?.name, mine?.friend_id, mine?.beizhu], [ann.id, '小安', bob.id, '老鲍']);
    const { friendinfo, nickname } = await ann.see<WireFriendInfo>(`getgoodfriendinfo/${bob.id}`);
    assert.deepEqual([friendinfo.username, nickname], [bob.name, '老鲍']);
    const [a, b] = [await ann.open(), await bob.open()];
    const { conversation } = await says(a, bob.id, '一');
    for (const words of ['二', '三']) await says(a, bob.id, words);
    await hears(b, conversation, ['一', '二', '三']);
    assert.equal(b.messages.at(-1)?.message.from_name, ann.name, 'D33 not what Bob calls her');
    assert.equal((await bob.row(conversation))?.remark, '小安');
  });

  whereThereIs('file', it)('D39 sends each kind of media; the receiver opens it, a stranger neither opens nor sends it', async () => {
    await befriend(ann, bob);
    const [a, b] = [await ann.open(), await bob.open()];
    for (const { type, sending, says: facts, served } of media) {
      const { url, type: sniffed } = await uploaded(target, ann.account.token, sending);
      assert.equal((await fetched(bare(url), bob)).status, 404, 'before it is sent it is the sender’s alone');
      const data = JSON.stringify({ url, ...facts });
      const { conversation } = await says(a, bob.id, { type, data });
      const path = JSON.stringify({ url: new URL(url).pathname, ...facts });
      await until(() => b.messages.some(({ message }) => message.data === path), { message: type });
      assert.equal(b.messages.at(-1)?.message.type, type);
      const opened = await fetched(url);
      assert.deepEqual([opened.status, opened.headers.get('content-type'), sniffed], [200, served, served]);
      assert.equal(opened.headers.get('x-content-type-options'), 'nosniff');
      assert.deepEqual(Buffer.from(await opened.arrayBuffer()), sending.bytes);
      assert.deepEqual(
        [(await fetched(bare(url), bob)).status, (await fetched(bare(url), eve)).status, (await fetched(bare(url))).status],
        [200, 404, 404],
      );
      assert.equal((await fetched(url.replace(/sign=../, 'sign=xx'))).status, 404);
      const stolen = { sendto_id: bob.id, chatType: 'single', type, data };
      const { status, code } = await eve.api.post('/api/chat/socket/sendmessage', stolen);
      assert.deepEqual([status, code], [403, 'file_forbidden']);
      assert.ok(conversation > 0);
    }
  });

  whereThereIs('file', it)('sends emoji and pictures of words as they are, and refuses media that are none', async () => {
    await befriend(ann, bob);
    const [a, b] = [await ann.open(), await bob.open()];
    const { conversation } = await says(a, bob.id, { type: 'emoji', data: '😀👨‍👩‍👧' });
    await says(a, bob.id, { type: 'iconMenus', data: '[笑]' });
    await hears(b, conversation, ['😀👨‍👩‍👧', '[笑]']);
    assert.deepEqual(
      b.messages.slice(-2).map(({ message }) => message.type),
      ['emoji', 'iconMenus'],
    );
    const wrong = [
      { type: 'audio', data: '{"url":"https://a.example/a.mp3"}' },
      { type: 'image', data: 'javascript:alert(1)' },
      { type: 'file', data: `{"url":"/uploads/${crypto.randomUUID()}.bin","name":"x","size":1}` },
      { type: 'systemNotice', data: 'x' },
    ];
    const codes = [];
    for (const body of wrong) {
      const answer = await ann.api.post('/api/chat/socket/sendmessage', { sendto_id: bob.id, chatType: 'single', ...body });
      codes.push(`${answer.status} ${answer.code}`);
    }
    assert.deepEqual(codes, ['400 content_invalid', '400 content_invalid', '403 file_forbidden', '422 input_choice']);
  });

  it('makes a group of friends, five at most, and talks in it in words and media', async () => {
    await befriend(ann, bob);
    const room = await createGroup(ann, '老友-群 1');
    const { group_users: users } = await bob.see<WireGroupInfo>(`groupinfo/${room}`);
    assert.deepEqual(
      users.map(({ user_id }) => user_id),
      [ann.id, bob.id],
    );
    const [a, b] = [await ann.open(), await bob.open()];
    await saysIn(a, room, '大家好');
    await hears(b, room, ['大家好']);
    for (const { type, sending, says: facts } of hasUnit('file') ? media : []) {
      const { url } = await uploaded(target, ann.account.token, sending);
      const data = JSON.stringify({ url, ...facts });
      await saysIn(a, room, { type, data });
      const path = JSON.stringify({ url: new URL(url).pathname, ...facts });
      await until(() => b.messages.some(({ message }) => message.data === path), { message: type });
      assert.deepEqual([(await fetched(bare(url), bob)).status, (await fetched(bare(url), eve)).status], [200, 404]);
    }
    for (let made = 2; made <= 5; made += 1) await createGroup(ann, `老友-群 ${made}`);
    const userIds = (await friendsOf(ann)).map(({ id }) => id);
    refused(await ann.api.post('/api/chat/group/create', { userIds }), '400 group_limit', '您创建的群数量已达到上限');
    refused(await ann.api.post('/api/chat/group/create', { userIds: [] }), '400 group_users_missing', '请选择加入群聊的用户');
    assert.equal((await bob.see<WireListedGroup[]>('grouplist/1')).length, 5);
  });

  it('D10 puts nobody into a group who is no friend of its maker', async () => {
    await befriend(bob, eve);
    const [row] = await friendsOf(bob);
    refused(await ann.api.post('/api/chat/group/create', { userIds: [row?.id] }), '404 group_user_not_found', '用户不存在，无法加入群聊');
  });

  it('D32 a blacklist stops a friend’s words at once, and lets them again', async () => {
    await befriend(ann, bob);
    const [a, b] = [await ann.open(), await bob.open()];
    const { conversation } = await says(a, bob.id, '一');
    await bob.do(`setblackgoodfriend/${ann.id}`, { value: 1 });
    await bob.do(`setblackgoodfriend/${ann.id}`, { value: 1 });
    const stopped = await a.say(bob.id, '二');
    assert.deepEqual([stopped.op, 'text' in stopped && stopped.text], ['refused', '对方把你拉黑了，不能发送消息']);
    await bob.do(`setblackgoodfriend/${ann.id}`, { value: 0 });
    await says(a, bob.id, '三');
    await hears(b, conversation, ['一', '三']);
  });

  it('a friendship that ends takes free writing with it, on both sides', async () => {
    await befriend(ann, bob);
    const [a, b] = [await ann.open(), await bob.open()];
    for (const words of ['一', '二']) await says(a, bob.id, words);
    assert.equal(await ann.do(`deletegoodfriend/${bob.id}`), '删除好友成功');
    assert.deepEqual([await friendsOf(ann), await friendsOf(bob)], [[], []]);
    const { status, code } = await bob.api.post(`/api/chat/deletegoodfriend/${ann.id}`);
    assert.deepEqual([status, code], [403, 'friend_required']);
    await says(b, ann.id, '为什么');
    const second = await b.say(ann.id, '在吗');
    assert.deepEqual([second.op, 'text' in second && second.text], ['refused', '在成为好友之前，对方只允许向他发一条消息']);
    await befriend(bob, ann);
    await says(b, ann.id, '又是好友');
    await until(() => a.texts.includes('又是好友'));
  });

  it('D18 beats: the server asks and is answered, the client asks and is answered, on both protocols', async () => {
    const [a, plain] = [await ann.open(), await plainSocket(target, bob.account.token)];
    assert.ok((await a.ask({ op: 'ping' }, 'pong')).time > 0);
    plain.send({ type: 'ping' });
    await plain.next(({ type }) => type === 'pong');
    await plain.next(({ type }) => type === 'ping');
    let beats = 0;
    a.raw.on('ping', () => (beats += 1));
    await until(() => beats >= 2, { within: 10_000 });
    assert.deepEqual([a.closed, plain.closed], [undefined, undefined]);
  });

  whereThereIs('file', it)(
    'D23 all that was said while one was away comes on return: words, media, groups, once and in order',
    async () => {
      await befriend(ann, bob);
      const room = await createGroup(ann, '离线');
      const first = await bob.open();
      const a = await ann.open();
      const { conversation } = await says(a, bob.id, '在线');
      await hears(first, conversation, ['在线']);
      await first.close();
      const { url } = await uploaded(target, ann.account.token, media[0]!.sending);
      const data = JSON.stringify({ url });
      await says(a, bob.id, '单一');
      await says(a, bob.id, { type: 'image', data });
      await saysIn(a, room, '群一');
      await saysIn(a, room, { type: 'image', data });
      await says(a, bob.id, '单二');
      const back = await bob.open();
      const path = JSON.stringify({ url: new URL(url).pathname });
      await hears(back, conversation, ['单一', path, '单二']);
      await hears(back, room, ['群一', path]);
      assert.equal((await fetched(url)).status, 200);
      await until(async () => (await bob.row(conversation))?.delivered_seq === (await bob.row(conversation))?.last_seq);
      const third = await bob.open();
      assert.deepEqual(third.texts, []);
      assert.equal((await bob.row(room))?.unread, 2);
      const outside = await eve.open();
      const refusedThere = await outside.say(room, 'hello', GROUP);
      assert.equal('code' in refusedThere && refusedThere.code, 'group_send_outside');
    },
  );
});
