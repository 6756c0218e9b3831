import assert from 'node:assert/strict';
import { CLIENT_MESSAGE_TYPES, type WireMessage } from '../../protocol/index.ts';
import { anew } from '../support/anew.ts';
import type { Answer } from '../support/api.ts';
import { createOpenUser, post } from '../support/chat.ts';
import { createUser, makeFriends } from '../support/factory.ts';
import { describeStores } from '../support/matrix.ts';
import { refused } from '../support/refused.ts';
import { foyerSocket, plainSocket, sendFrame } from '../support/socket.ts';

const PATH = '/api/chat/socket/sendmessage';
const LIMIT = 64 * 1024;

describeStores('a message on its way', (store) => {
  const target = store.serve();
  const sender = anew(() => createUser(target, { nickname: '发送者' }));
  const receiver = anew(() => createOpenUser(target));

  it('G98 is the same object in the answer, on both protocols, in the history and after a reconnect', async () => {
    const plain = await plainSocket(target, receiver.token);
    const foyer = await foyerSocket(target, receiver.token, { ack: 'never' });
    const before = Date.now();
    const data = JSON.stringify({ data: '你好 <b>&"\\ \u2028 👋', dataType: false, otherData: null });
    const { data: message } = await post(target, sender, { to: receiver.id, data, options: { a: ['客'] } });
    const { id, create_time: createdAt, ...rest } = message;
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.ok(createdAt >= before && createdAt <= Date.now());
    assert.deepEqual(rest, {
      from_id: sender.id,
      from_name: '发送者',
      from_avatar: `/avatar/user-${sender.id}.svg`,
      sendUUid: sender.uuid,
      to_id: receiver.id,
      to_name: receiver.username,
      to_avatar: `/avatar/user-${receiver.id}.svg`,
      chatType: 'single',
      type: 'text',
      data,
      options: { a: ['客'] },
      isremove: 0,
    });
    const frame = await plain.next((one) => one.type === 'singleChat');
    assert.deepEqual(Object.keys(frame), ['type', 'data', 'timestamp']);
    assert.deepEqual(frame.type === 'singleChat' && frame.data, message);
    assert.deepEqual((await foyer.op('message')).message, message);
    const body = { chatType: 'single', peer_id: sender.id };
    const { data: history } = await target.api.as(receiver.token).post<{ list: object[] }>('/api/chat/socket/getmessage', body);
    assert.deepEqual(history.list, [{ ...message, seq: 1 }]);
    await foyer.close();
    const again = await foyerSocket(target, receiver.token, { ack: 'never' });
    assert.deepEqual(again.messages[0]?.message, message);
  });

  it('D33 carries nothing of a remark, neither the sender’s nor the receiver’s', async () => {
    await makeFriends(target, sender.id, receiver.id);
    const remark = 'UPDATE friend SET remark = ? WHERE user_id = ?';
    await target.app.sql.execute(remark, ['a secret remark', sender.id]);
    await target.app.sql.execute(remark, ['my own name for you', receiver.id]);
    const socket = await foyerSocket(target, receiver.token);
    const answer = await post(target, sender, { to: receiver.id, data: 'hello' });
    const list = await socket.ask({ op: 'conversations', ref: 1 }, 'conversations');
    await socket.got(1);
    assert.ok(!JSON.stringify([answer, list, socket.frames]).includes('secret'));
    assert.ok(!JSON.stringify([answer, socket.messages]).includes('my own name'), 'the owner alone sees it, in the list');
  });

  it('takes every type that a client may send, and D33 none of the system’s', async () => {
    const whole: Readonly<Record<string, string>> = {
      audio: JSON.stringify({ url: 'https://a.example/a.mp3', seconds: 3 }),
      file: JSON.stringify({ url: 'https://a.example/a.pdf', name: 'a.pdf', size: 7 }),
      news: JSON.stringify({ title: 'x', url: 'https://a.example/' }),
      card: JSON.stringify({ kind: 'user', id: receiver.id }),
      redpacket: JSON.stringify({ amount: 100, memo: 'x' }),
      custom: JSON.stringify({ of: 'mine' }),
    };
    const linked = new Set(['image', 'video', 'link']);
    for (const type of CLIENT_MESSAGE_TYPES) {
      const data = whole[type] ?? (linked.has(type) ? 'https://a.example/a.png' : 'x');
      const answer = await post(target, sender, { to: receiver.id, data, type });
      assert.deepEqual([answer.status, answer.data.type], [200, type], JSON.stringify(answer));
    }
    const choices = CLIENT_MESSAGE_TYPES.map((type) => `\`${type}\``).join('、');
    for (const type of ['systemNotice', 'system', 'Text', 'text ', '__proto__', 'revoke']) {
      const answer = await post(target, sender, { to: receiver.id, data: 'x', type });
      refused(answer, '422 input_choice', `消息类型 的值 \`${type}\` 必须在 [${choices}] 中`);
    }
  });

  it('takes a JSON body and the urlencoded one of the published client', async () => {
    const form = { sendto_id: String(receiver.id), chatType: 'single', type: 'text', data: '表单 a+b&c=d' };
    const { status, data } = await target.api.as(sender.token).form<{ data: string; options: unknown }>(PATH, { ...form, options: '' });
    assert.deepEqual([status, data.data, data.options], [200, form.data, null]);
    for (const [options, stored] of [
      ['{"a":1}', { a: 1 }],
      [encodeURIComponent('{"名":"值"}'), { 名: '值' }],
      ['garbage', null],
      ['42', null],
      ['[1]', null],
    ] as const) {
      const answer = await target.api.as(sender.token).form<{ options: unknown }>(PATH, { ...form, options });
      assert.deepEqual(answer.data.options, stored, options);
    }
  });

  it('may have 64 KiB of data, counted in bytes, in every form', async () => {
    const chinese = '客'.repeat(Math.floor(LIMIT / 3)) + 'x';
    assert.equal(Buffer.byteLength(chinese), LIMIT);
    for (const data of ['x'.repeat(LIMIT), chinese, '"'.repeat(LIMIT), `x${'\u0001'.repeat(LIMIT - 1)}`]) {
      assert.equal((await post(target, sender, { to: receiver.id, data })).data.data, data);
      const form = { sendto_id: String(receiver.id), chatType: 'single', type: 'text', data };
      assert.equal((await target.api.as(sender.token).form(PATH, form)).status, 200);
      for (const over of [`${data}x`, `${data}客`]) {
        refused(
          await post(target, sender, { to: receiver.id, data: over }),
          '422 input_length',
          `消息内容 的长度 必须 在 1 和 ${LIMIT} 之间`,
        );
      }
    }
  });

  it('keeps what people write as it is', async () => {
    const odd = ['a\u0001b', ' a ', 'a\n', '👨‍👩‍👧‍👦', '\u202Ertl', '\uFEFFa', "'; DROP TABLE message; --", '%s %d ?', '𠮷'];
    const socket = await foyerSocket(target, receiver.token);
    for (const data of odd) assert.equal((await post(target, sender, { to: receiver.id, data })).data.data, data);
    assert.deepEqual(await socket.got(odd.length), odd);
    const { list } = await socket.ask({ op: 'history', ref: 1, to: sender.id }, 'history');
    assert.deepEqual(
      list.map(({ message }) => message.data),
      odd,
    );
  });

  describe('says first what is wrong', () => {
    const good = () => ({ sendto_id: receiver.id, chatType: 'single', type: 'text', data: 'x' });
    const send = (over: object): Promise<Answer> => target.api.as(sender.token).post(PATH, { ...good(), ...over });

    it('in the order of the parameters', async () => {
      refused(await target.api.as(sender.token).post(PATH, {}), '422 input_required', '接收人/群id不能为空');
      refused(await send({ sendto_id: 'abc' }), '422 input_type', '接收人/群id 的值 `abc` 的类型不是 `int`');
      refused(await send({ sendto_id: 0 }), '422 input_range', '接收人/群id 的数值 必须 在 1 和 9007199254740991 之间');
      refused(await send({ chatType: 'both' }), '422 input_choice', '聊天类型 的值 `both` 必须在 [`single`、`group`] 中');
      refused(await send({ data: undefined }), '422 input_required', '消息内容不能为空');
      refused(await send({ client_id: 'mine' }), '422 input_format', '客户端消息id 的格式不正确');
      refused(await send({ data: 'cut\0off' }), '422 input_format', '消息内容 的格式不正确');
    });

    it('G91 and counts what is no text as the JSON text that it is', async () => {
      const told = { data: '你好', dataType: false, otherData: null };
      const cases = [
        [told, JSON.stringify(told)],
        [7, '7'],
        [true, 'true'],
        [['a', 1], '["a",1]'],
      ] as const;
      for (const [data, text] of cases)
        assert.equal((await target.api.as(sender.token).post<WireMessage>(PATH, { ...good(), data })).data.data, text);
      const size = (letters: number): number => Buffer.byteLength(JSON.stringify({ data: '字'.repeat(letters) }));
      const fitting = Math.floor((64 * 1024 - size(0)) / 3);
      assert.ok(size(fitting) <= 64 * 1024 && size(fitting + 1) > 64 * 1024);
      assert.equal((await send({ data: { data: '字'.repeat(fitting) } })).status, 200);
      refused(await send({ data: { data: '字'.repeat(fitting + 1) } }), '422 input_length', '消息内容 的长度 必须 在 1 和 65536 之间');
    });

    it('D09 and takes no sender from the body', async () => {
      const answer = await target.api
        .as(sender.token)
        .post<{ from_id: number }>(PATH, { ...good(), from_id: receiver.id, user_id: receiver.id });
      assert.equal(answer.data.from_id, sender.id);
    });
  });

  it('is answered on the socket with its place, after it is stored', async () => {
    const socket = await foyerSocket(target, sender.token);
    const frame = sendFrame(receiver.id, 'by socket', { options: { a: 1 } });
    socket.send(frame);
    const { op, client_id: clientId, ...place } = await socket.op('sent');
    assert.deepEqual([op, clientId], ['sent', frame.client_id]);
    const [row] = await target.app.sql.query('SELECT conversation_id, seq, created_at FROM message WHERE sender_id = ?', [sender.id]);
    assert.deepEqual(place, { id: place.id, conversation: row?.['conversation_id'], seq: row?.['seq'], time: row?.['created_at'] });
  });
});
