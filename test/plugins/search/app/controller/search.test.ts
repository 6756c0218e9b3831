import assert from 'node:assert/strict';
import type { WireMessage } from '../../../../../protocol/index.ts';
import type { Answer } from '../../../../support/api.ts';
import { createOpenUser, post, postAll } from '../../../../support/chat.ts';
import { createUser, createVisitor, type TestUser } from '../../../../support/factory.ts';
import { describeStores } from '../../../../support/matrix.ts';
import { refused } from '../../../../support/refused.ts';

interface Found {
  readonly list: { readonly conversation: number; readonly seq: number; readonly client_id: string; readonly message: WireMessage }[];
  readonly more: boolean;
  readonly next: string | null;
  readonly partial: boolean;
}

describeStores('POST /api/chat/search', (store) => {
  const target = store.serve();
  let me: TestUser;
  let ann: TestUser;

  before(async () => {
    [me, ann] = await Promise.all([createOpenUser(target), createUser(target, { nickname: '安' })]);
    await postAll(target, ann, { to: me.id, texts: ['明天开会', '改到后天', '会议取消'] });
  });

  const search = (token: string, body: object): Promise<Answer<Found>> => target.api.as(token).post<Found>('/api/chat/search', body);

  it('answers with the messages as a history shows them, a page at a time', async () => {
    const { data: first } = await search(me.token, { keyword: '会', limit: 1 });
    const [hit] = first.list;
    assert.ok(hit && first.next !== null);
    assert.deepEqual([first.list.length, first.more, first.partial, hit.seq], [1, true, false, 3]);
    const { data: history } = await target.api
      .as(me.token)
      .post<{ conversation_id: number; list: (WireMessage & { seq: number })[] }>('/api/chat/socket/getmessage', {
        chatType: 'single',
        peer_id: ann.id,
      });
    assert.deepEqual({ ...hit.message, seq: 3 }, history.list.at(-1));
    assert.equal(hit.conversation, history.conversation_id);
    const { data: second } = await search(me.token, { keyword: '会', limit: 1, before: first.next });
    assert.deepEqual(
      second.list.map(({ message }) => message.data),
      ['明天开会'],
    );
    const { data: none } = await search(me.token, { keyword: '没有' });
    assert.deepEqual(none, { list: [], more: false, next: null, partial: false });
  });

  it('finds no message that was taken back', async () => {
    const { data: message } = await post(target, ann, { to: me.id, data: '说错的话' });
    assert.equal((await search(me.token, { keyword: '说错' })).data.list.length, 1);
    assert.equal((await target.api.as(ann.token).post('/api/chat/revokeMessage', { id: message.id })).status, 200);
    assert.equal((await search(me.token, { keyword: '说错' })).data.list.length, 0);
    assert.equal((await search(me.token, { keyword: '撤回' })).data.list.length, 0);
  });

  it('D08 is closed to visitors and to whoever has no token', async () => {
    const visitor = await createVisitor(target);
    refused(await search(visitor.token, { keyword: '会' }), '403 visitor_refused', '您没有权限访问，请先注册或登录');
    refused(await target.api.post('/api/chat/search', { keyword: '会' }), '401 token_missing', '您没有权限访问即时通讯接口');
  });

  it('D10 finds nothing in a conversation of others', async () => {
    const stranger = await createUser(target);
    const { data } = await search(me.token, { keyword: '会' });
    const conversation = data.list[0]?.conversation;
    refused(await search(stranger.token, { keyword: '会', conversation }), '404 conversation_not_found', '会话不存在');
    assert.deepEqual((await search(stranger.token, { keyword: '会' })).data.list, []);
  });

  it('D13 refuses wrong parameters', async () => {
    for (const wrong of [
      {},
      { keyword: '' },
      { keyword: 'x'.repeat(51) },
      { keyword: '会', limit: -5 },
      { keyword: '会', limit: 0 },
      { keyword: '会', limit: 'abc' },
      { keyword: '会', before: 'abc' },
      { keyword: '会', conversation: 0 },
      { keyword: '会', from: 'x' },
    ]) {
      assert.equal((await search(me.token, wrong)).status, 422, JSON.stringify(wrong));
    }
    assert.equal((await search(me.token, { keyword: '会', limit: 1e9 })).status, 200);
    for (const before of ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff']) {
      assert.equal((await search(me.token, { keyword: '会', before })).status, 200, before);
    }
  });
});
