import assert from 'node:assert/strict';
import { placeOf } from '../../../app/messaging/journal/message-id.ts';
import { readMessageAt } from '../../../app/messaging/journal/page.ts';
import { markMentions } from '../../../app/group/mention.ts';
import type { ConversationRow, WireMessage } from '../../../protocol/index.ts';
import type { Answer } from '../../support/api.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { setStatus, type TestUser } from '../../support/factory.ts';
import { castGroup, type Cast } from '../../support/group.ts';
import { enter } from '../../support/group-chat.ts';
import { describeStores } from '../../support/matrix.ts';
import { makeGroup } from '../../support/ticket.ts';
import { refused } from '../../support/refused.ts';

const WEB = 'https://pictures.example/a.png';

describeStores('content service', (store) => {
  const target = store.serve({ config: { chat: { sends: { user: { points: 10_000 } } } } });
  let one: TestUser;
  let two: TestUser;
  let third: TestUser;
  let cast: Cast;

  before(async () => {
    [one, two, third] = await Promise.all([createOpenUser(target), createOpenUser(target), createOpenUser(target)]);
    cast = await castGroup(target);
  });

  const say = (from: TestUser, body: object): Promise<Answer<WireMessage>> => post(target, from, { to: two.id, ...body });
  const sayInGroup = (from: TestUser, options: object, more: object = {}): Promise<Answer<WireMessage>> =>
    post(target, from, { to: cast.groupId, chatType: 'group', data: '@', options, ...more });
  const recall = (from: TestUser, { data: { id } }: Answer<WireMessage>): Promise<Answer> =>
    target.api.as(from.token).post('/api/chat/revokeMessage', { id });
  const marks = async (groupId = cast.groupId): Promise<Record<number, number>> => {
    const rows = await target.app.sql.query<{ userId: number; seq: number }>(
      'SELECT user_id AS userId, mention_seq AS seq FROM member WHERE conversation_id = ?',
      [groupId],
    );
    return Object.fromEntries(rows.map(({ userId, seq }) => [userId, seq]));
  };
  const seqOf = ({ data: { id } }: Answer<WireMessage>): number => Number.parseInt(id.slice(-9), 16);

  describe('data', () => {
    it('is stored and delivered as it was sent', async () => {
      const envelope = '{ "data":"https://a.example/x.png",\n"dataType":"link","otherData":null}';
      for (const [type, data] of [
        ['link', WEB],
        ['link', envelope],
        ['link', `{ "url": "${WEB}" }`],
        ['custom', ' [1,  2]'],
        ['emoji', '{"data":"[笑]"}'],
      ] as const) {
        const answer = await say(one, { type, data });
        assert.deepEqual([answer.status, answer.data.data, answer.data.type], [200, data, type]);
      }
    });

    it('D43 is refused when it breaks the rule of its type', async () => {
      refused(await say(one, { type: 'link', data: 'javascript:alert(1)' }), '400 content_invalid', '消息内容不正确：url');
      refused(await say(one, { type: 'link', data: `{"url":"${WEB}","memo":1}` }), '400 content_invalid', '消息内容不正确：memo');
      const english = target.api.as(one.token).with({ 'accept-language': 'en' });
      const answer = await english.post('/api/chat/socket/sendmessage', {
        sendto_id: two.id,
        chatType: 'single',
        type: 'custom',
        data: 'x',
      });
      refused(answer, '400 content_invalid', 'The content of the message is wrong: JSON');
    });

    it('D25 gives a retry the message that went through, whatever its content is by now', async () => {
      const client_id = crypto.randomUUID();
      const first = await say(one, { type: 'link', data: WEB, client_id });
      const again = await say(one, { type: 'link', data: 'javascript:x', client_id });
      assert.deepEqual(again.data, first.data);
    });

    it('names a card of a user or a group that is there', async () => {
      const card = (kind: string, id: number, name?: string): Promise<Answer> =>
        say(one, { type: 'card', data: JSON.stringify({ kind, id, name }) });
      assert.equal((await card('user', third.id)).status, 200);
      assert.equal((await card('user', third.id, third.username)).status, 200);
      for (const name of ['客服', '<b>', '']) refused(await card('user', third.id, name), '400 content_invalid', '消息内容不正确：name');
      assert.equal((await card('group', await makeGroup(target, { owner: third, members: [one] }))).status, 200);
      const unlisted = await makeGroup(target, { owner: third });
      const wrapped = (data: object): Promise<Answer> =>
        say(one, { type: 'card', data: JSON.stringify({ dataType: 'card', data, otherData: null }) });
      refused(await wrapped({ kind: 'group', id: unlisted }), '400 content_invalid', '消息内容不正确：id');
      refused(await wrapped({ id: third.id, name: '客服' }), '400 content_invalid', '消息内容不正确：name');
      assert.equal((await wrapped({ id: third.id, name: third.username })).status, 200);
      refused(await card('group', unlisted), '400 content_invalid', '消息内容不正确：id');
      const listed = await makeGroup(target, { owner: third, isListed: true });
      assert.equal((await card('group', listed)).status, 200);
      for (const [kind, id] of [
        ['user', 999_999],
        ['group', 999_999],
        ['group', third.id + 900_000],
      ] as const)
        refused(await card(kind, id), '400 content_invalid', '消息内容不正确：id');
      const gone = await createOpenUser(target);
      await setStatus(target, gone.id, 0);
      refused(await card('user', gone.id), '400 content_invalid', '消息内容不正确：id');
    });
  });

  describe('a quote', () => {
    it('names a message of the conversation, and nothing that the client adds (D33)', async () => {
      const first = await say(one, { data: 'first' });
      const quoting = { id: first.data.id.toUpperCase(), name: '我给他的备注', seq: 99, text: 'never said' };
      const answer = await post(target, two, { to: one.id, data: 'yes', options: { quote: quoting, mine: 1 } });
      assert.deepEqual(answer.data.options, { quote: { id: first.data.id, seq: seqOf(first), from_id: one.id }, mine: 1 });
    });

    it('is refused for what the sender cannot read here', async () => {
      const here = await say(one, { data: 'here' });
      const there = await post(target, one, { to: third.id, data: 'there' });
      const taken = await say(one, { data: 'taken back' });
      assert.equal((await recall(one, taken)).status, 200);
      const unknown = here.data.id.replace(/.$/, (last) => (last === 'f' ? 'e' : 'f'));
      for (const id of [there.data.id, taken.data.id, unknown, crypto.randomUUID(), 'ffffffff-ffff-ffff-ffff-ffffffffffff'])
        refused(await say(one, { data: 'x', options: { quote: { id } } }), '400 quote_invalid', '引用的消息不存在或已撤回');
    });
  });

  describe('a mention', () => {
    it('marks those it calls, and only members', async () => {
      const before = await marks();
      const answer = await sayInGroup(cast.member, { mention: { users: [cast.admin.id, cast.stranger.id, cast.member.id], all: false } });
      assert.deepEqual(answer.data.options, { mention: { users: [cast.admin.id], all: false } });
      assert.deepEqual(await marks(), { ...before, [cast.admin.id]: seqOf(answer) });
    });

    it('of all marks everybody but the sender, for the owner and admins', async () => {
      refused(await sayInGroup(cast.member, { mention: { all: true } }), '403 mention_all_forbidden', '只有群主或管理员才能@所有人');
      const answer = await sayInGroup(cast.owner, { mention: { all: true } });
      const seq = seqOf(answer);
      const { [cast.owner.id]: own, ...others } = await marks();
      assert.ok((own ?? 0) < seq);
      assert.deepEqual(Object.values(others), [seq, seq, seq]);
      assert.equal((await sayInGroup(cast.admin, { mention: { all: true } })).status, 200);
    });

    it('only moves forward, also when it is sent again', async () => {
      const client_id = crypto.randomUUID();
      const options = { mention: { users: [cast.visitor.id] } };
      const first = await sayInGroup(cast.owner, options, { client_id });
      const second = await sayInGroup(cast.owner, options);
      const again = await sayInGroup(cast.owner, options, { client_id });
      assert.equal(again.data.id, first.data.id);
      assert.equal((await marks())[cast.visitor.id], seqOf(second));
    });

    it('marks the last one of many at once', async () => {
      const options = (index: number): object => ({
        mention: index % 2 === 0 ? { all: true } : { users: [cast.member.id, cast.visitor.id] },
      });
      const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => sayInGroup(cast.owner, options(index))));
      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
      const last = Math.max(...answers.map(seqOf));
      const { [cast.member.id]: member, [cast.visitor.id]: visitor } = await marks();
      assert.deepEqual([member, visitor], [last, last]);
    });

    it('G72 ends when its message is taken back, and the one before it counts again', async () => {
      const calls = (users: readonly number[]): Promise<Answer<WireMessage>> => sayInGroup(cast.owner, { mention: { users } });
      const first = await calls([cast.member.id]);
      const second = await calls([cast.member.id, cast.visitor.id]);
      const before = await marks();
      const third = await sayInGroup(cast.owner, { mention: { all: true } });
      assert.equal((await recall(cast.owner, third)).status, 200);
      assert.deepEqual(await marks(), before);
      assert.equal((await recall(cast.owner, second)).status, 200);
      const { [cast.member.id]: member, [cast.visitor.id]: visitor } = await marks();
      assert.deepEqual([member, visitor === seqOf(second)], [seqOf(first), false]);
    });

    it('G72 is none for whoever came after it, and one that is on its way while its message is taken back leaves no mark', async () => {
      const group = await makeGroup(target, { owner: one, members: [two] });
      const call = { to: group, chatType: 'group', data: '@', options: { mention: { users: [two.id, third.id] } } };
      const early = await post(target, one, call);
      await enter(target, group, third);
      const answer = await post(target, one, call);
      const message = await readMessageAt(target.app.sql, placeOf(answer.data.id));
      assert.ok(message);
      assert.equal((await recall(one, answer)).status, 200);
      const expected = { [one.id]: 0, [two.id]: seqOf(early), [third.id]: 0 };
      assert.deepEqual(await marks(group), expected);
      await markMentions(target.app.sql, message);
      assert.deepEqual(await marks(group), expected);
    });

    it('is dropped in a single chat', async () => {
      const answer = await say(one, { data: 'x', options: { mention: { users: [two.id], all: true } } });
      assert.equal(answer.data.options, null);
    });

    it('is seen in the list of conversations', async () => {
      const answer = await sayInGroup(cast.owner, { mention: { users: [cast.admin.id] } });
      const { data } = await target.api.as(cast.admin.token).get<{ list: ConversationRow[] }>('/api/chat/conversations');
      assert.equal(data.list.find(({ conversation }) => conversation === cast.groupId)?.mention_seq, seqOf(answer));
    });
  });

  it('D33 options neither speak for the system nor claim to be handed on', async () => {
    const answer = await say(one, { data: 'x', options: { notice: { kind: 'friends' }, forwarded: true, free: 1 } });
    assert.deepEqual(answer.data.options, { free: 1 });
  });
});
