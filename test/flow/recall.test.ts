import assert from 'node:assert/strict';
import type { WireMessage } from '../../protocol/index.ts';
import { anew } from '../support/anew.ts';
import type { Answer } from '../support/api.ts';
import { createOpenUser, post } from '../support/chat.ts';
import { block, createUser, type TestUser } from '../support/factory.ts';
import { leave, makeGroup, postIn, sayIn } from '../support/group-chat.ts';
import { describeStores } from '../support/matrix.ts';
import { foyerSocket, plainSocket } from '../support/socket.ts';
import { until } from '../support/wait.ts';

describeStores('taking a message back', (store) => {
  const target = store.serve();
  const ann = anew(() => createOpenUser(target));
  const bob = anew(() => createOpenUser(target));

  const recall = (user: TestUser, id: string): Promise<Answer<WireMessage>> =>
    target.api.as(user.token).post<WireMessage>('/api/chat/revokeMessage', { id, to_id: 1, chatType: 'single' });

  const say = async (data = 'a secret'): Promise<WireMessage> => (await post(target, ann, { to: bob.id, data })).data;

  it('D37 tells everybody, in the form of the contract', async () => {
    const [b, other] = [await plainSocket(target, bob.token), await foyerSocket(target, ann.token)];
    const message = await say();
    await b.got(1);
    const { status, data: notice } = await recall(ann, message.id);
    assert.equal(status, 200);
    const { id, type, actionType, from_id, from_name, to_id, isremove, chatType } = notice;
    assert.deepEqual([id, type, actionType, isremove, chatType], [message.id, 'systemNotice', 'revoke', 1, 'single']);
    assert.deepEqual([from_id, from_name, to_id], [ann.id, ann.username, bob.id]);
    assert.deepEqual(notice.data, { data: `${ann.username}撤回了一条消息`, dataType: false, otherData: null });
    await b.got(2);
    assert.deepEqual(b.messages[1], notice);
    await other.got(2);
    assert.deepEqual(other.messages[1]?.message, notice);
  });

  it('D37 removes the text: from the table, the history and the list', async () => {
    const message = await say();
    await recall(ann, message.id);
    const rows = await target.app.sql.query('SELECT * FROM message WHERE sender_id = ?', [ann.id]);
    assert.equal(rows.length, 2);
    assert.ok(!JSON.stringify(rows).includes('a secret'));
    const b = await foyerSocket(target, bob.token);
    const { list } = await b.ask({ op: 'history', ref: 1, chat_type: 'single', to: ann.id }, 'history');
    assert.deepEqual(
      list.map(({ seq, message: { id, actionType, isremove } }) => [seq, id, actionType, isremove]),
      [
        [1, message.id, 'revoke', 1],
        [2, message.id, 'revoke', 1],
      ],
    );
    assert.deepEqual(
      list.map(({ message: { options } }) => (options as { notice: { seq: number } }).notice.seq),
      [1, 1],
    );
    const { list: conversations } = await b.ask({ op: 'conversations', ref: 2 }, 'conversations');
    assert.equal(conversations[0]?.last?.message.actionType, 'revoke');
    assert.equal(conversations[0].unread, 0);
  });

  it('D30 whoever was away gets the notice and not the message', async () => {
    const message = await say();
    const kept = await say('kept');
    await recall(ann, message.id);
    const b = await plainSocket(target, bob.token);
    await b.got(2);
    assert.deepEqual(
      b.messages.map(({ id, actionType }) => [id, actionType]),
      [
        [kept.id, undefined],
        [message.id, 'revoke'],
      ],
    );
    await until(async () => {
      const [row] = await target.app.sql.query<{ seq: number }>('SELECT delivered_seq AS seq FROM member WHERE user_id = ?', [bob.id]);
      return row?.seq === 3;
    });
  });

  it('twice, and at once, is once', async () => {
    const b = await plainSocket(target, bob.token);
    const message = await say();
    const answers = await Promise.all([1, 2, 3, 4].map(() => recall(ann, message.id)));
    answers.push(await recall(ann, message.id));
    for (const { status, data } of answers) assert.deepEqual([status, data.id, data.actionType], [200, message.id, 'revoke']);
    await say('the next one');
    await b.got(3);
    assert.deepEqual(
      b.messages.map(({ actionType }) => actionType),
      [undefined, 'revoke', undefined],
    );
  });

  it('a retry of the recalled message does not bring it back', async () => {
    const body = { to: bob.id, data: 'a secret', client_id: crypto.randomUUID() };
    const { data: message } = await post(target, ann, body);
    await recall(ann, message.id);
    const { data: again } = await post(target, ann, body);
    assert.deepEqual([again.id, again.isremove, again.actionType], [message.id, 1, 'revoke']);
    const b = await plainSocket(target, bob.token);
    await b.got(1);
    assert.ok(!JSON.stringify(b.frames).includes('a secret'));
  });

  it('D10 is the author’s alone', async () => {
    const stranger = await createUser(target);
    const { id } = await say();
    const answer = async (user: TestUser, of: string): Promise<unknown[]> => {
      const { status, code, data } = await recall(user, of);
      return [status, code, data];
    };
    assert.deepEqual(await answer(bob, id), [403, 'recall_forbidden', '无权撤回']);
    assert.deepEqual(await answer(stranger, id), [404, 'message_not_found', '消息不存在']);
    assert.deepEqual(await answer(ann, crypto.randomUUID()), [404, 'message_not_found', '消息不存在']);
    assert.deepEqual(await answer(ann, `${id.slice(0, -1)}${id.endsWith('1') ? '2' : '9'}`), [404, 'message_not_found', '消息不存在']);
    assert.equal((await target.api.as(ann.token).post('/api/chat/revokeMessage', { id: 'x' })).status, 422);
    await recall(ann, id);
    assert.deepEqual(await answer(bob, id), [403, 'recall_forbidden', '无权撤回']);
  });

  it('is late by the server’s clock, after the window of the configuration', async () => {
    const late = await store.boot({ config: { chat: { recall: 60_000 } } });
    try {
      const [carl, dora] = [await createOpenUser(late), await createOpenUser(late)];
      const { data: sent } = await post(late, carl, { to: dora.id, data: 'old' });
      const past = Date.now() - 61_000;
      await late.app.sql.execute('UPDATE message SET created_at = ? WHERE sender_id = ?', [past, carl.id]);
      const id = `${past
        .toString(16)
        .padStart(12, '0')
        .replace(/(.{8})/, '$1-')}${sent.id.slice(13)}`;
      const { status, code, data } = await late.api.as(carl.token).post('/api/chat/socket/recall', { id });
      assert.deepEqual([status, code, data], [400, 'recall_late', '消息超过1分钟，不能撤回']);
    } finally {
      await late.close();
    }
  });

  it('works though one was blacklisted meanwhile', async () => {
    const message = await say();
    await block(target, bob.id, ann.id);
    assert.equal((await recall(ann, message.id)).status, 200);
  });

  it('in a group reaches members on both protocols, and not who has left', async () => {
    const group = await makeGroup(target, [ann, bob]);
    const [a, b] = [await foyerSocket(target, ann.token), await plainSocket(target, bob.token)];
    const { data: message } = await postIn(target, ann, { to: group, data: 'a secret' });
    await b.got(1);
    assert.deepEqual(await a.ask({ op: 'recall', ref: 7, id: message.id }, 'recalled'), { op: 'recalled', ref: 7, id: message.id });
    await b.got(2);
    const notice = b.messages[1];
    assert.deepEqual([notice?.id, notice?.actionType, notice?.chatType, notice?.group?.id], [message.id, 'revoke', 'group', group]);
    await until(() => a.messages.some(({ seq }) => seq === 2));
    const second = await sayIn(a, group, 'again');
    assert.equal(second.op, 'sent');
    await leave(target, group, ann);
    if (second.op === 'sent') assert.equal((await recall(ann, second.id)).code, 'message_not_found');
  });

  it('tells plugins what was taken back', async () => {
    const heard: string[] = [];
    target.app.chat.hooks.on('test', 'recalled', ({ message }) => void heard.push(message.data));
    const { id } = await say('what a plugin forgets');
    await Promise.all([recall(ann, id), recall(ann, id)]);
    await until(() => heard.length > 0);
    await recall(ann, id);
    assert.deepEqual(heard, ['what a plugin forgets']);
  });
});
