import assert from 'node:assert/strict';
import type { WireForward, WireMessage } from '../../../protocol/index.ts';
import { Identity } from '../../../app/account/identity.ts';
import type { SendRequest } from '../../../app/service/chat.ts';
import type { Answer } from '../../support/api.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';
import { servicesOf } from '../../support/ticket.ts';
import { picture, uploaded } from '../../support/upload.ts';
import { until } from '../../support/wait.ts';

const WEB = 'https://pictures.example/a.png';

describeStores('files in messages', (store) => {
  const target = store.serve({ config: { chat: { sends: { user: { points: 10_000 } } } } });
  let one: TestUser;
  let two: TestUser;
  let third: TestUser;

  before(async () => {
    [one, two, third] = await Promise.all([createOpenUser(target), createOpenUser(target), createOpenUser(target)]);
  });

  const say = (from: TestUser, body: object): Promise<Answer<WireMessage>> => post(target, from, { to: two.id, ...body });
  const recall = (from: TestUser, { data: { id } }: Answer<WireMessage>): Promise<Answer> =>
    target.api.as(from.token).post('/api/chat/revokeMessage', { id });
  const statusOf = async (token: string, url: string): Promise<number> =>
    (await fetch(target.url + new URL(url, target.url).pathname, { headers: { token } })).status;
  const forward = (from: TestUser, body: object): Promise<Answer<WireForward[]>> =>
    target.api.as(from.token).post<WireForward[]>('/api/chat/forward', body);
  const single = (...users: TestUser[]): object[] => users.map(({ id }) => ({ chatType: 'single', id }));

  it('of the web are stored and delivered as they were sent', async () => {
    const envelope = '{ "data":"https://a.example/x.png",\n"dataType":"image","otherData":null}';
    for (const data of [WEB, envelope]) {
      const answer = await say(one, { type: 'image', data });
      assert.deepEqual([answer.status, answer.data.data, answer.data.type], [200, data, 'image']);
    }
    refused(await say(one, { type: 'audio', data: `{"url":"${WEB}","seconds":3601}` }), '400 content_invalid', '消息内容不正确：seconds');
  });

  it('D42 opens the files in it for the members of the conversation, and for nobody else', async () => {
    const { url } = await uploaded(target, one.token, { bytes: await picture(), name: 'a.png' });
    const open = ({ token }: TestUser): Promise<number> => statusOf(token, url);
    refused(await say(third, { type: 'image', data: url }), '403 file_forbidden', '无权使用该文件');
    refused(await say(third, { type: 'video', data: JSON.stringify({ url: WEB, poster: url }) }), '403 file_forbidden', '无权使用该文件');
    refused(
      await say(third, { type: 'file', data: JSON.stringify({ data: url, dataType: 'file' }) }),
      '403 file_forbidden',
      '无权使用该文件',
    );
    assert.deepEqual([await open(one), await open(two), await open(third)], [200, 404, 404]);
    assert.equal((await say(one, { type: 'video', data: JSON.stringify({ url: WEB, poster: url }) })).status, 200);
    assert.deepEqual([await open(one), await open(two), await open(third)], [200, 200, 404]);
    assert.equal((await post(target, two, { to: third.id, type: 'image', data: url })).status, 200);
    assert.equal(await open(third), 200);
  });

  it('open for those whom they are handed on to, merged or not', async () => {
    const [fourth, fifth] = await Promise.all([createOpenUser(target), createOpenUser(target)]);
    const { url } = await uploaded(target, one.token, { bytes: await picture(), name: 'a.png' });
    const { data: original } = await post(target, one, { to: two.id, type: 'image', data: url });
    const words = await post(target, one, { to: two.id, data: '/uploads/0193a0a0-0000-4000-8000-000000000001.png' });
    const open = async ({ token }: TestUser): Promise<number> => {
      const { pathname } = new URL(url, target.url);
      return (await fetch(target.url + pathname, { headers: { token } })).status;
    };
    await forward(two, { ids: [original.id], to: single(fourth) });
    assert.deepEqual([await open(fourth), await open(fifth)], [200, 404]);
    const { data } = await forward(two, { ids: [original.id, words.data.id], to: single(fifth), merged: true });
    assert.equal(data[0]?.code, undefined);
    assert.equal(await open(fifth), 200);
  });

  it('U8 who speaks for the house opens files of their own, not of others', async () => {
    const [agent, other] = [await createUser(target), await createUser(target)];
    const { url } = await uploaded(target, agent.token, { bytes: await picture(), name: 'a.png', type: 'image/png' });
    const { sid } = target.app.token.verify(one.token);
    const { user, session } = target.app.caches;
    const [account, login] = [await user.get(one.id), await session.get(sid)];
    assert.ok(account && login);
    const send = (speaker: { no: number; userId: number }) => {
      const said: SendRequest = { chatType: 'single', to: two.id, type: 'image', data: url, options: null, clientId: undefined, speaker };
      return servicesOf(target).chat.send(new Identity(account, login), said);
    };
    await assert.rejects(send({ no: 4, userId: other.id }), { code: 'file_forbidden' });
    const { stored } = await send({ no: 3, userId: agent.id });
    assert.equal(stored.type, 'image');
  });

  describe('the files of a message that is taken back', () => {
    const send = (data: string): Promise<Answer<WireMessage>> => say(one, { type: 'image', data });
    const file = async (): Promise<string> => (await uploaded(target, one.token, { bytes: await picture(), name: 'a.png' })).url;
    /** Whatever was taken back before has been seen to by the time that this file is closed. */
    const settle = async (): Promise<void> => {
      const marker = await file();
      await recall(one, await send(marker));
      await until(async () => (await statusOf(two.token, marker)) === 404);
    };

    it('D37 close', async () => {
      const url = await file();
      const sent = await send(url);
      assert.equal(await statusOf(two.token, url), 200);
      await recall(one, sent);
      await until(async () => (await statusOf(two.token, url)) === 404);
    });

    it('stay open where another message shows them', async () => {
      const url = await file();
      const first = await send(url);
      await send(JSON.stringify({ url }));
      await recall(one, first);
      await settle();
      assert.equal(await statusOf(two.token, url), 200);
    });

    it('stay open where they were sent long before', async () => {
      const url = await file();
      await send(url);
      await target.app.sql.execute('UPDATE upload_share SET created_at = created_at - 600000');
      await recall(one, await send(url));
      await settle();
      assert.equal(await statusOf(two.token, url), 200);
    });
  });
});
