import assert from 'node:assert/strict';
import type { WireForward, WireMessage } from '../../../protocol/index.ts';
import type { Answer } from '../../support/api.ts';
import { createOpenUser, post, postAll, texts } from '../../support/chat.ts';
import { block, createUser, createVisitor, type TestUser } from '../../support/factory.ts';
import { castGroup, type Cast } from '../../support/group.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';

interface Merged {
  readonly kind: string;
  readonly title: string;
  readonly items: { from_name: string; type: string; data: string; time: number }[];
}

describeStores('forward service', (store) => {
  const target = store.serve({ config: { chat: { sends: { user: { points: 10_000 } } } } });
  let one: TestUser;
  let two: TestUser;
  let third: TestUser;
  let cast: Cast;
  let said: WireMessage[];

  before(async () => {
    [one, two, third] = await Promise.all([createOpenUser(target), createOpenUser(target), createOpenUser(target)]);
    cast = await castGroup(target);
    said = await postAll(target, one, { to: two.id, texts: texts(3) });
  });

  const forward = (from: TestUser, body: object): Promise<Answer<WireForward[]>> =>
    target.api.as(from.token).post<WireForward[]>('/api/chat/forward', body);
  const single = (...users: TestUser[]): object[] => users.map(({ id }) => ({ chatType: 'single', id }));
  const history = async (reader: TestUser, body: object): Promise<WireMessage[]> => {
    const answer = await target.api.as(reader.token).post<{ list: WireMessage[] }>('/api/chat/socket/getmessage', body);
    return answer.data.list;
  };
  const inGroup = (options: object = {}): Promise<Answer<WireMessage>> =>
    post(target, cast.member, { to: cast.groupId, chatType: 'group', data: 'in the group', ...options });
  const ids = (): string[] => said.map(({ id }) => id);

  it('sends copies to users and groups, in the order given, marked as handed on', async () => {
    const to = [...single(third, cast.owner), { chatType: 'group', id: cast.groupId }];
    // Opens the other direction.
    await post(target, cast.owner, { to: one.id, data: 'hello' });
    const order = [ids()[2], ids()[0]];
    const { status, data } = await forward(one, { ids: order, to });
    assert.equal(status, 200);
    assert.deepEqual(
      data.map(({ chatType, id, code, messages }) => [chatType, id, code, messages.map((message) => message.data)]),
      [
        ['single', third.id, undefined, ['message 3', 'message 1']],
        ['single', cast.owner.id, undefined, ['message 3', 'message 1']],
        ['group', cast.groupId, 'group_send_outside', []],
      ],
    );
    const [first] = data[0]?.messages ?? [];
    assert.deepEqual([first?.options, first?.from_id, first?.to_id], [{ forwarded: true }, one.id, third.id]);
  });

  it('reports what was refused beside what was sent, in the language of the caller', async () => {
    const blocker = await createOpenUser(target);
    await block(target, blocker.id, one.id);
    const english = target.api.as(one.token).with({ 'accept-language': 'en' });
    const { data } = await english.post<WireForward[]>('/api/chat/forward', { ids: ids(), to: single(blocker, third) });
    assert.deepEqual(
      data.map(({ code, text, messages }) => [code, text, messages.length]),
      [
        ['blocked', 'The recipient has blocked you', 0],
        [undefined, undefined, 3],
      ],
    );
  });

  it('obeys the rules of each receiver as any message does (D32)', async () => {
    const shy = await createUser(target);
    const { data } = await forward(one, { ids: ids(), to: single(shy) });
    assert.deepEqual([data[0]?.messages.length, data[0]?.code], [1, 'quota_used']);
  });

  it('D25 doubles nothing when the same request comes again, and does when another comes', async () => {
    const receiver = await createOpenUser(target);
    const body = { ids: ids(), to: single(receiver), client_id: crypto.randomUUID() };
    const answers = await Promise.all([forward(one, body), forward(one, body), forward(one, { ...body, to: JSON.stringify(body.to) })]);
    for (const { data } of answers) assert.deepEqual(data, answers[0].data);
    const read = (): Promise<WireMessage[]> => history(receiver, { chatType: 'single', peer_id: one.id });
    assert.deepEqual(
      (await read()).map(({ data }) => data),
      ['message 1', 'message 2', 'message 3'],
    );
    await forward(one, { ...body, client_id: undefined });
    assert.equal((await read()).length, 6);
    const merged = { ...body, merged: true };
    assert.deepEqual((await forward(one, merged)).data, (await forward(one, merged)).data);
    assert.equal((await read()).length, 7);
  });

  it('D10 hands on nothing that the caller cannot read', async () => {
    const taken = await post(target, one, { to: two.id, data: 'taken back' });
    await target.api.as(one.token).post('/api/chat/revokeMessage', { id: taken.data.id });
    const [notice] = await history(two, { chatType: 'single', peer_id: one.id, limit: 1 });
    assert.equal(notice?.type, 'systemNotice');
    const closed: [TestUser, unknown][] = [
      [third, ids()[0]],
      [one, taken.data.id],
      [two, notice.id],
      [one, crypto.randomUUID()],
      [cast.stranger, (await inGroup()).data.id],
    ];
    for (const [user, id] of closed) {
      for (const merged of [true, false])
        refused(
          await forward(user, { ids: [...(user === one ? ids() : []), id], to: single(third), merged }),
          '404 message_not_found',
          '消息不存在',
        );
    }
  });

  it('D42 hands on nothing from before the caller joined', async () => {
    const early = await inGroup();
    const sql = 'UPDATE member SET joined_seq = ? WHERE user_id = ? AND conversation_id = ?';
    await target.app.sql.execute(sql, [Number.parseInt(early.data.id.slice(-9), 16), cast.admin.id, cast.groupId]);
    refused(await forward(cast.admin, { ids: [early.data.id], to: single(third) }), '404 message_not_found', '消息不存在');
    const late = await inGroup();
    assert.equal((await forward(cast.admin, { ids: [late.data.id], to: single(third) })).status, 200);
  });

  it('D33 what a client made to look like messages of others is no true copy, also when it is handed on', async () => {
    const items = [{ from_name: '客服', type: 'text', data: 'pay here', time: 1 }];
    const data = JSON.stringify({ kind: 'merged', title: 't', items });
    const claim = await post(target, one, { to: two.id, type: 'custom', data, options: { quote: { id: ids()[0] } } });
    const first = await forward(one, { ids: [claim.data.id], to: single(third) });
    const [copy] = first.data[0]?.messages ?? [];
    assert.deepEqual([copy?.type, copy?.options], ['custom', null]);
    const again = await forward(third, { ids: [copy?.id], to: single(one) });
    assert.deepEqual(again.data[0]?.messages[0]?.options, null);
    const real = await forward(two, { ids: ids(), to: single(third), merged: true });
    const further = await forward(third, { ids: [real.data[0]?.messages[0]?.id], to: single(one) });
    assert.deepEqual(further.data[0]?.messages[0]?.options, { forwarded: true });
  });

  it('leaves behind whom the original called and what it answered', async () => {
    const options = { mention: { users: [cast.owner.id] }, quote: { id: (await inGroup()).data.id }, free: 1 };
    const original = await inGroup({ options });
    const { data } = await forward(cast.member, { ids: [original.data.id], to: [{ chatType: 'single', id: third.id }] });
    assert.deepEqual(data[0]?.messages[0]?.options, { free: 1, forwarded: true });
  });

  it('merges messages into one, oldest first, with the names that everybody sees (D33)', async () => {
    await target.app.sql.execute('INSERT INTO friend (user_id, friend_id, remark, created_at) VALUES (?, ?, ?, 1)', [
      two.id,
      one.id,
      '老板',
    ]);
    const { data } = await forward(two, { ids: ids().toReversed(), to: single(third), merged: true });
    const [message] = data[0]?.messages ?? [];
    assert.deepEqual([message?.type, message?.options], ['custom', { forwarded: true }]);
    const merged = JSON.parse(String(message?.data)) as Merged;
    assert.deepEqual([merged.kind, merged.title], ['merged', `${one.username}和${two.username}的聊天记录`]);
    assert.deepEqual(
      merged.items,
      said.map(({ create_time: time }, index) => ({ from_name: one.username, type: 'text', data: `message ${index + 1}`, time })),
    );
  });

  it('names a merged talk after where it was', async () => {
    const title = async (from: TestUser, all: string[]): Promise<string> => {
      const { data } = await forward(from, { ids: all, to: single(third), merged: 'true' });
      return (JSON.parse(String(data[0]?.messages[0]?.data)) as Merged).title;
    };
    const grouped = (await inGroup()).data.id;
    assert.equal(await title(cast.member, [grouped]), '群聊的聊天记录');
    const alone = (await post(target, cast.member, { to: one.id, data: 'x' })).data.id;
    assert.equal(await title(cast.member, [grouped, alone]), '聊天记录');
  });

  it('refuses to merge more than one message holds', async () => {
    const long = await postAll(target, one, { to: two.id, texts: ['客'.repeat(20_000), '客'.repeat(2000)] });
    const answer = await forward(one, { ids: long.map(({ id }) => id), to: single(third), merged: 1 });
    refused(answer, '400 content_invalid', '消息内容不正确：合并的消息过长');
  });

  it('is open to visitors', async () => {
    const visitor = await createVisitor(target);
    const { data } = await post(target, visitor, { to: one.id, data: 'hello' });
    assert.equal((await forward(visitor, { ids: [data.id], to: single(two) })).data[0]?.messages.length, 1);
  });

  it('refuses lists that are too long, empty or wrong', async () => {
    const many = (count: number): string[] => Array.from({ length: count }, () => crypto.randomUUID());
    const to = single(third);
    for (const [body, code] of [
      [{ to }, 'input_required'],
      [{ ids: ids() }, 'input_required'],
      [{ ids: [], to }, 'input_length'],
      [{ ids: many(31), to }, 'input_length'],
      [{ ids: ['x'], to }, 'input_format'],
      [{ ids: ids(), to: [] }, 'input_length'],
      [{ ids: ids(), to: Array.from({ length: 21 }, (_, index) => ({ chatType: 'single', id: index + 1 })) }, 'input_length'],
      [{ ids: ids(), to: [{ chatType: 'system', id: 1 }] }, undefined],
      [{ ids: ids(), to: [{ chatType: 'single', id: 0 }] }, undefined],
      [{ ids: ids(), to: [{ chatType: 'single', id: 1, x: 1 }] }, undefined],
      [{ ids: ids(), to: 'x' }, undefined],
      [{ ids: ids(), to, merged: 'x' }, 'input_type'],
      [{ ids: ids(), to, client_id: 'x' }, undefined],
    ] as const) {
      const answer = await forward(one, body);
      assert.equal(answer.status, 422, JSON.stringify({ body, answer }));
      if (code) assert.equal(answer.code, code, JSON.stringify(body));
    }
  });
});
