import assert from 'node:assert/strict';
import type { WireGroupInfo, WireRoom } from '../../protocol/index.ts';
import { freshName } from '../support/factory.ts';
import { describeStores } from '../support/matrix.ts';
import { refused } from '../support/refused.ts';
import type { FoyerSocket } from '../support/socket.ts';
import { until } from '../support/wait.ts';
import { hears, saidIn, says, saysIn, took, WebClient } from '../support/web-client.ts';
import { whereThereIs } from '../support/has-unit.ts';

const OFTEN = { points: 1e6, window: 10_000 };
const CONFIG = { gateway: { check: 100 }, chat: { sends: { user: OFTEN, visitor: OFTEN } } };
const GROUP = { chat_type: 'group' };
/** Takes no HTML for anything but words. */
const HTML = '<img src=x onerror=alert(1)> & <b>"粗体"</b>';

let count = 0;

/** A name that no other room has, in this suite. */
function fresh(name = 'room'): string {
  count += 1;
  return `${name} ${count}`;
}

// Sign up, a list of rooms, a room by its name, private words beside it, out again.
whereThereIs('friend', describeStores)('rooms and private chat, as in the Flask course', (store) => {
  const target = store.serve({ config: CONFIG });
  let ann: WebClient;
  let bob: WebClient;

  beforeEach(async () => {
    [ann, bob] = await Promise.all([WebClient.register(target), WebClient.register(target)]);
  });

  const create = async (who: WebClient, name = fresh()): Promise<number> => (await who.do<{ id: number }>('room/create', { name })).id;
  const rooms = async (who: WebClient, joined: 0 | 1, keyword: string): Promise<string[]> => {
    const query = new URLSearchParams({ joined: String(joined), keyword }).toString();
    const { list } = await who.see<{ list: WireRoom[] }>(`rooms/1?${query}`);
    return list.map(({ name }) => name).toSorted();
  };
  const members = async (who: WebClient, room: number): Promise<number[]> => {
    const { group_users: users } = await who.see<WireGroupInfo>(`groupinfo/${room}`);
    return users.map(({ user_id }) => user_id);
  };
  /** Both in one room, with a tab each. */
  const meet = async (): Promise<{ room: number; a: FoyerSocket; b: FoyerSocket }> => {
    const room = await create(ann);
    await bob.do('room/join', { id: room });
    return { room, a: await ann.open(), b: await bob.open() };
  };

  it('signs up and in; a name that is taken is told, and a wrong password says nothing of who exists', async () => {
    const taken = await target.api.post('/api/regChat', { username: ann.name.toUpperCase(), password: 'secret-1' });
    refused(taken, '409 username_taken', '该账号已存在，请换一个账号注册');
    assert.notEqual(ann.id, bob.id);
    const login = (username: string, password: string) => target.api.post('/api/loginChat', { username, password });
    for (const name of [ann.name, freshName()]) refused(await login(name, 'not-this-one'), '400 credentials_wrong', '账户或密码错误');
    const again = took(await login(ann.name, 'a-test-password')) as { id: number; token: string };
    assert.equal(again.id, ann.id);
    assert.notEqual(again.token, ann.account.token);
  });

  it('lists the rooms that one is in and those that one is not in, and a room changes sides by joining and leaving', async () => {
    const key = fresh('list');
    const names = [`${key} a`, `${key} b`];
    const [one = 0] = await Promise.all(names.map((name) => create(ann, name)));
    assert.deepEqual([await rooms(ann, 1, key), await rooms(ann, 0, key)], [names, []]);
    assert.deepEqual([await rooms(bob, 1, key), await rooms(bob, 0, key)], [[], names]);
    await bob.do('room/join', { id: one });
    assert.deepEqual([await rooms(bob, 1, key), await rooms(bob, 0, key)], [names.slice(0, 1), names.slice(1)]);
    await bob.do('room/leave', { id: one });
    assert.deepEqual([await rooms(bob, 1, key), await rooms(bob, 0, key)], [[], names]);
  });

  it('D44 makes a room of any name, once, and lets in by it', async () => {
    for (const name of [fresh('聊-天 室'), fresh('a - b_c'), fresh('#房间?&%/'), `${'长'.repeat(46)}${1000 + count}`]) {
      const maker = await WebClient.register(target);
      const room = await create(maker, name);
      refused(await bob.api.post('/api/chat/room/create', { name }), '409 room_name_taken', '该群名称已被使用');
      assert.deepEqual(await bob.do('room/join', { name }), { id: room, state: 'joined' });
      const [a, b] = [await maker.open(), await bob.open()];
      await saysIn(a, room, `in ${name}`);
      await hears(b, room, [`in ${name}`]);
      assert.equal(b.messages.at(-1)?.message.to_name, name);
      await Promise.all([a.close(), b.close()]);
    }
  });

  it('talks in a room: all in it hear it once, in order, one’s other tabs too', async () => {
    const { room, a, b } = await meet();
    const tab = await ann.open();
    await saysIn(a, room, 'one');
    await saysIn(b, room, 'two');
    await saysIn(a, room, 'two');
    await hears(tab, room, ['one', 'two', 'two']);
    await hears(b, room, ['one', 'two']);
    await hears(a, room, ['two']);
    const own = tab.messages.find(({ message }) => message.data === 'one');
    assert.deepEqual([own?.message.from_id, own?.message.from_name, own?.message.to_id], [ann.id, ann.name, room]);
  });

  it('D42 whoever is not in the room hears nothing, cannot write, and sees no member', async () => {
    const { room, a, b } = await meet();
    const carl = await WebClient.register(target);
    const c = await carl.open();
    await saysIn(a, room, 'between us');
    await hears(b, room, ['between us']);
    const answer = await c.say(room, 'let me', GROUP);
    assert.deepEqual([answer.op, 'code' in answer && answer.code], ['refused', 'group_send_outside']);
    const posted = { sendto_id: room, chatType: 'group', type: 'text', data: 'let me' };
    refused(await carl.api.post('/api/chat/socket/sendmessage', posted), '403 group_send_outside', '您不在群里，无法发消息');
    assert.deepEqual(await members(carl, room), []);
    // The next word reaches them, so the one before would have.
    await says(a, carl.id, 'hello');
    await until(() => c.texts.includes('hello'));
    assert.deepEqual(c.texts, ['hello']);
  });

  it('D42 D45 private words of two in a room reach those two alone, apart from what the room says', async () => {
    const { room, a, b } = await meet();
    const carl = await WebClient.register(target);
    await carl.do('room/join', { id: room });
    const c = await carl.open();
    const { conversation } = await says(a, bob.id, 'only you');
    const early = await a.say(bob.id, 'and again');
    assert.deepEqual([early.op, 'code' in early && early.code], ['refused', 'quota_used']);
    await hears(b, conversation, ['only you']);
    await says(b, ann.id, 'only you too');
    await says(a, bob.id, 'now freely');
    await saysIn(a, room, 'all of you');
    await hears(c, room, ['all of you']);
    await hears(b, conversation, ['only you', 'now freely']);
    await hears(b, room, ['all of you']);
    await hears(a, conversation, ['only you too']);
    assert.ok(!c.messages.some((frame) => frame.conversation === conversation));
    assert.equal((await c.ask({ op: 'history', ref: 1, conversation }, 'error')).code, 'conversation_not_found');
    const inRoom = await b.ask({ op: 'history', ref: 2, conversation: room }, 'history');
    assert.ok(!JSON.stringify(inRoom).includes('only you'));
  });

  it('D44 leaves without a ghost: no member any more, nothing heard, nothing read', async () => {
    const { room, a, b } = await meet();
    await saysIn(a, room, 'before');
    await hears(b, room, ['before']);
    await bob.do('room/leave', { id: room });
    assert.deepEqual(await members(ann, room), [ann.id]);
    assert.equal((await b.op('gone')).conversation, room);
    await saysIn(a, room, 'after');
    const left = await b.say(room, 'me too', GROUP);
    assert.deepEqual([left.op, 'code' in left && left.code], ['refused', 'group_send_outside']);
    await says(a, bob.id, 'good bye');
    await until(() => b.texts.includes('good bye'));
    assert.deepEqual(saidIn(b, room), ['before']);
    assert.equal(await bob.row(room), undefined);
    assert.equal((await b.ask({ op: 'history', ref: 1, conversation: room }, 'error')).code, 'conversation_not_found');
    await bob.do('room/join', { id: room });
    assert.deepEqual(await members(ann, room), [ann.id, bob.id]);
  });

  it('D44 a closed or lost tab leaves no ghost among those online, and its user a member who misses nothing', async () => {
    const { room, a, b } = await meet();
    await bob.do('applyfriend', { friend_id: ann.id });
    await ann.do('applyfriend', { friend_id: bob.id });
    const second = await bob.open();
    assert.deepEqual((await a.ask({ op: 'presence', users: [bob.id] }, 'presence')).online, [bob.id]);
    await b.close();
    await second.cut();
    assert.deepEqual((await a.op('presence')).offline, [bob.id]);
    assert.deepEqual(await members(ann, room), [ann.id, bob.id]);
    await saysIn(a, room, 'while away');
    const back = await bob.open();
    await hears(back, room, ['while away']);
    assert.deepEqual((await a.op('presence')).online, [bob.id]);
  });

  it('D43 HTML is words: in a message, a name and a nickname, as they were typed', async () => {
    const name = `${fresh('<i>x</i>')} <script>1</script>`;
    const room = await create(ann, name);
    await ann.do('updateUserinfo', { fieldname: 'nickname', fieldValue: '<b>安</b>' });
    await bob.do('room/join', { name });
    const [a, b] = [await ann.open(), await bob.open()];
    await saysIn(a, room, HTML);
    await hears(b, room, [HTML]);
    const { from_name, to_name } = b.messages.at(-1)?.message ?? {};
    assert.deepEqual([from_name, to_name], ['<b>安</b>', name]);
    assert.deepEqual(await rooms(bob, 1, name), [name]);
    const headers = { token: bob.account.token };
    const page = await fetch(`${target.url}/api/chat/groupinfo/${room}`, { headers });
    assert.match(page.headers.get('content-type') ?? '', /^application\/json/);
    assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
  });

  it('D46 one who does not read keeps nobody waiting, and gets all of it afterwards', async () => {
    const { room, a, b } = await meet();
    const carl = await WebClient.register(target);
    await carl.do('room/join', { id: room });
    const slow = await carl.open();
    slow.raw.pause();
    const long = Array.from({ length: 60 }, (_, index) => `${index} ${'长'.repeat(20_000)}`);
    for (const text of long) await saysIn(a, room, text);
    await hears(b, room, long);
    slow.raw.resume();
    await hears(slow, room, long);
  });
});
