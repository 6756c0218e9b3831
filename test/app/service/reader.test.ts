import assert from 'node:assert/strict';
import type { Readers } from '../../../protocol/index.ts';
import type { Answer } from '../../support/api.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { type TestUser } from '../../support/factory.ts';
import { castGroup, type Cast } from '../../support/group.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';

describeStores('reader service', (store) => {
  const target = store.serve();
  let one: TestUser;
  let two: TestUser;
  let cast: Cast;
  let conversation: number;
  let seq: number;

  before(async () => {
    [one, two] = await Promise.all([createOpenUser(target), createOpenUser(target)]);
    cast = await castGroup(target);
    await say(one, two.id, 'single');
    const context = target.app.createAnonymousContext();
    conversation = (await context.service.conversation.findSingle(one.id, two.id))?.id ?? 0;
    seq = await say(cast.member, cast.groupId, 'group');
  });

  const say = async (from: TestUser, to: number, chatType: string): Promise<number> =>
    Number.parseInt((await post(target, from, { to, chatType, data: 'hello' })).data.id.slice(-9), 16);
  const ask = (user: TestUser, body: object): Promise<Answer<Readers>> =>
    target.api.as(user.token).post<Readers>('/api/chat/readers', body);
  const read = async (user: TestUser, id: number, upTo: number): Promise<void> => {
    const sql = 'UPDATE member SET read_seq = ?, shown_seq = ? WHERE user_id = ? AND conversation_id = ?';
    await target.app.sql.execute(sql, [upTo, upTo, user.id, id]);
  };

  it('says in a single chat whether the other side has read, to both', async () => {
    const asked = async (): Promise<unknown[]> => [
      (await ask(one, { conversation, seq: 1 })).data,
      (await ask(two, { conversation, seq: 1 })).data,
    ];
    assert.deepEqual(await asked(), [{ read: false }, { read: false }]);
    await read(one, conversation, 1);
    assert.deepEqual(await asked(), [{ read: false }, { read: false }]);
    await read(two, conversation, 1);
    assert.deepEqual(await asked(), [{ read: true }, { read: true }]);
  });

  it('counts and names the readers in a group, without the author', async () => {
    const inGroup = async (user: TestUser): Promise<unknown> => (await ask(user, { conversation: cast.groupId, seq })).data;
    assert.deepEqual(await inGroup(cast.member), { read: 0, total: 3, list: [] });
    await Promise.all([
      read(cast.owner, cast.groupId, seq),
      read(cast.visitor, cast.groupId, seq),
      read(cast.admin, cast.groupId, seq - 1),
    ]);
    const nickname = 'UPDATE member SET nickname = ? WHERE user_id = ? AND conversation_id = ?';
    await target.app.sql.execute(nickname, ['<b>访客', cast.visitor.id, cast.groupId]);
    target.app.invalidate([`group:${cast.groupId}`]);
    const expected = {
      read: 2,
      total: 3,
      list: [
        { id: cast.owner.id, name: '群主', avatar: `/avatar/user-${cast.owner.id}.svg` },
        { id: cast.visitor.id, name: '<b>访客', avatar: `/avatar/user-${cast.visitor.id}.svg` },
      ].toSorted((a, b) => a.id - b.id),
    };
    for (const user of [cast.member, cast.owner, cast.visitor]) assert.deepEqual(await inGroup(user), expected);
  });

  it('leaves out who joined later', async () => {
    const joined = 'UPDATE member SET joined_seq = ?, read_seq = ? WHERE user_id = ? AND conversation_id = ?';
    await target.app.sql.execute(joined, [seq, seq, cast.admin.id, cast.groupId]);
    const { data } = await ask(cast.member, { conversation: cast.groupId, seq });
    assert.equal('total' in data && data.total, 2);
    refused(await ask(cast.admin, { conversation: cast.groupId, seq }), '404 message_not_found', '消息不存在');
  });

  it('D10 tells members only, of messages that are there', async () => {
    refused(await ask(cast.stranger, { conversation: cast.groupId, seq }), '404 conversation_not_found', '会话不存在');
    refused(await ask(cast.stranger, { conversation, seq: 1 }), '404 conversation_not_found', '会话不存在');
    refused(await ask(one, { conversation: 999_999, seq: 1 }), '404 conversation_not_found', '会话不存在');
    refused(await ask(one, { conversation, seq: 99 }), '404 message_not_found', '消息不存在');
    for (const body of [{ conversation }, { seq: 1 }, { conversation, seq: 0 }, { conversation: 'x', seq: 1 }])
      assert.equal((await ask(one, body)).status, 422);
  });
});
