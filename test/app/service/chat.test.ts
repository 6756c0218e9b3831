import assert from 'node:assert/strict';
import { ERRORS, ChatError, rowOf, type ErrorCode } from '../../../app/error.ts';
import type { ChatRule, Chatset } from '../../../protocol/index.ts';
import { writeChatset } from '../../../app/policy/chatset.ts';
import { anew } from '../../support/anew.ts';
import { createOpenUser, post, postAll } from '../../support/chat.ts';
import { block, createUser, createVisitor, makeFriends, setStatus, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { foyerSocket } from '../../support/socket.ts';

const rule = (sendCount: 0 | 1 | 2, needFollow = false): ChatRule => ({ sendCount, needFollow });
const same = (one: ChatRule): Chatset => ({ visitor: one, user: one });

describeStores('chat service', (store) => {
  const target = store.serve();
  const sender = anew(() => createUser(target));
  const visitor = anew(() => createVisitor(target));

  /** Holds that a send is refused with this code, its text in both languages and its status, over HTTP and on the socket. */
  async function refuses(from: TestUser, to: number, code: ErrorCode): Promise<void> {
    const { status, zh, en } = rowOf(code);
    const body = { sendto_id: to, chatType: 'single', type: 'text', data: 'refused' };
    for (const [language, text] of [
      ['zh', zh],
      ['en', en],
    ] as const) {
      const answer = await target.api.as(from.token).with({ 'accept-language': language }).post('/api/chat/socket/sendmessage', body);
      assert.deepEqual([answer.status, answer.code, answer.data], [status, code, text]);
      const socket = await foyerSocket(target, from.token, { headers: { 'accept-language': language } });
      const refused = await socket.say(to, 'refused');
      assert.deepEqual(refused, { ...refused, op: 'refused', code, text, retry: false });
      await socket.close();
    }
  }

  const accepts = async (from: TestUser, to: number): Promise<void> => {
    const answer = await post(target, from, { to, data: 'accepted' });
    assert.equal(answer.status, 200, JSON.stringify(answer));
  };

  /** Changes what a user lets in, as another node would: through SQL, with the caches told. */
  const setRule = async (id: number, chatset: Chatset): Promise<void> => {
    await target.app.sql.execute('UPDATE user SET chatset = ? WHERE id = ?', [writeChatset(chatset), id]);
    target.app.invalidate([`user:${id}`]);
  };

  describe('asks, in this order', () => {
    it('1. whether the target exists and is enabled', async () => {
      await refuses(sender, 2 ** 40, 'recipient_unavailable');
      await setStatus(target, sender.id, 1);
      const gone = await createUser(target, { chatset: same(rule(2)) });
      await block(target, gone.id, sender.id);
      for (const status of [0, 2]) {
        await setStatus(target, gone.id, status);
        await refuses(sender, gone.id, 'recipient_unavailable');
      }
    });

    it('2. whether it is oneself', async () => {
      await block(target, sender.id, sender.id);
      await refuses(sender, sender.id, 'message_self');
    });

    it('3. D32 whether the target has blacklisted the sender: visitors, users, admins, friends', async () => {
      const open = await createUser(target, { chatset: same(rule(2)) });
      const admin = await createUser(target);
      await target.app.sql.execute(`UPDATE session SET role = 'admin' WHERE user_id = ?`, [admin.id]);
      await makeFriends(target, sender.id, open.id);
      for (const from of [sender, visitor, admin]) {
        await accepts(from, open.id);
        await block(target, open.id, from.id);
        await refuses(from, open.id, 'blocked');
      }
    });

    it('4. whether they are friends: then nothing else', async () => {
      const closed = await createUser(target, { chatset: same(rule(0, true)) });
      await makeFriends(target, sender.id, closed.id);
      for (let count = 0; count < 3; count += 1) await accepts(sender, closed.id);
    });

    it('5. D32 whether the target wants to be followed', async () => {
      const choosy = await createUser(target, { chatset: same(rule(2, true)) });
      for (const from of [sender, visitor]) {
        await refuses(from, choosy.id, 'follow_required');
        assert.equal((await target.api.as(from.token).post(`/api/chat/follow/${choosy.id}`)).status, 200);
        await accepts(from, choosy.id);
        await target.api.as(from.token).post(`/api/chat/unfollow/${choosy.id}`);
        await refuses(from, choosy.id, 'follow_required');
      }
      const closed = await createUser(target, { chatset: same(rule(0, true)) });
      await refuses(sender, closed.id, 'follow_required');
      await target.api.as(sender.token).post(`/api/chat/follow/${closed.id}`);
      await refuses(sender, closed.id, 'friendship_required');
    });

    it('6. how many messages the target takes, by the role of the session', async () => {
      const none = await createUser(target, { chatset: same(rule(0)) });
      await refuses(visitor, none.id, 'login_required');
      await refuses(sender, none.id, 'friendship_required');
      const one = await createUser(target, { chatset: same(rule(1)) });
      for (const from of [visitor, sender]) {
        await accepts(from, one.id);
        await refuses(from, one.id, 'quota_used');
      }
      const split = await createUser(target, { chatset: { visitor: rule(0), user: rule(2) } });
      await refuses(visitor, split.id, 'login_required');
      for (let count = 0; count < 3; count += 1) await accepts(sender, split.id);
    });
  });

  it('a user who set nothing takes one message of everybody', async () => {
    const silent = await createUser(target);
    for (const from of [visitor, sender]) {
      await accepts(from, silent.id);
      await refuses(from, silent.id, 'quota_used');
    }
  });

  it('D05 a visitor who signed up is a user to the rule from then on', async () => {
    const choosy = await createUser(target, { chatset: { visitor: rule(0), user: rule(2) } });
    await refuses(visitor, choosy.id, 'login_required');
    await target.app.sql.execute(`UPDATE session SET role = 'user' WHERE user_id = ?`, [visitor.id]);
    target.app.caches.session.forget(target.app.token.verify(visitor.token).sid);
    await accepts(visitor, choosy.id);
  });

  it('D11 a broken setting of the target breaks no message', async () => {
    for (const broken of ['', 'null', '{', '{"chatset":7}', '{"chatset":{"user":{"sendCount":9}}}']) {
      const odd = await createUser(target);
      await target.app.sql.execute('UPDATE user SET chatset = ? WHERE id = ?', [broken, odd.id]);
      target.app.invalidate([`user:${odd.id}`]);
      await accepts(sender, odd.id);
    }
  });

  it('a rule that changes counts at once, for open sockets too', async () => {
    const fickle = await createUser(target, { chatset: same(rule(2)) });
    const socket = await foyerSocket(target, sender.token);
    assert.equal((await socket.say(fickle.id, 'one')).op, 'sent');
    await setRule(fickle.id, same(rule(0)));
    const refused = await socket.say(fickle.id, 'two');
    assert.ok(refused.op === 'refused' && refused.code === 'friendship_required');
    await setRule(fickle.id, same(rule(2)));
    assert.equal((await socket.say(fickle.id, 'three')).op, 'sent');
    await socket.close();
  });

  it('groups are not open yet, and say so', async () => {
    const body = { sendto_id: 1, chatType: 'group', type: 'text', data: 'x' };
    const answer = await target.api.as(sender.token).post('/api/chat/socket/sendmessage', body);
    assert.deepEqual([answer.status, answer.code], [ERRORS.group_send_closed.status, 'group_send_closed']);
    assert.equal(answer.data, ERRORS.group_send_closed.zh);
  });

  it('needs a token, and one that is good', async () => {
    const body = { sendto_id: sender.id, chatType: 'single', type: 'text', data: 'x' };
    const path = '/api/chat/socket/sendmessage';
    assert.deepEqual((await target.api.post(path, body)).code, 'token_missing');
    assert.deepEqual((await target.api.as('x').post(path, body)).code, 'token_invalid');
    assert.equal((await target.api.post(path, { ...body, sendto_id: (await createOpenUser(target)).id, token: sender.token })).status, 200);
  });

  it('names the sender as the sender is called now, also on a socket that was open before', async () => {
    const receiver = await createOpenUser(target);
    const [mine, theirs] = [await foyerSocket(target, sender.token), await foyerSocket(target, receiver.token)];
    await mine.say(receiver.id, 'under the old name');
    assert.equal((await theirs.op('message')).message.from_name, sender.username);
    const change = { fieldname: 'nickname', fieldValue: '新名字' };
    assert.equal((await target.api.as(sender.token).post('/api/chat/updateUserinfo', change)).status, 200);
    await mine.say(receiver.id, 'under the new one');
    assert.equal((await theirs.op('message')).message.from_name, '新名字');
    const { list } = await mine.ask({ op: 'history', ref: 1, to: receiver.id, limit: 1 }, 'history');
    assert.equal(list[0]?.message.from_name, '新名字');
  });

  describe('hooks', () => {
    it('may change a message or refuse it, and a retry of one that went through gets that one', async () => {
      const hooked = await store.boot();
      try {
        const [from, to] = [await createUser(hooked), await createOpenUser(hooked)];
        let isClosed = false;
        const told: string[] = [];
        hooked.app.chat.hooks.on('test', 'beforeSend', (message) => {
          if (isClosed) throw new ChatError('message_refused');
          message.data = message.data.toUpperCase();
          message.options = { hooked: true };
        });
        hooked.app.chat.hooks.on('test', 'sent', ({ message }) => void told.push(message.data));
        const client_id = crypto.randomUUID();
        const { data: first } = await post(hooked, from, { to: to.id, data: 'loud', client_id });
        assert.deepEqual([first.data, first.options], ['LOUD', { hooked: true }]);
        isClosed = true;
        assert.deepEqual((await post(hooked, from, { to: to.id, data: 'loud', client_id })).data, first);
        const refused = await post(hooked, from, { to: to.id, data: 'another' });
        assert.deepEqual([refused.status, refused.code, refused.data], [400, 'message_refused', '消息被拒绝，不能发送']);
        assert.deepEqual(told, ['LOUD']);
      } finally {
        await hooked.close();
      }
    });
  });

  it('U7 a listener that does not end stops its sender for the deadline only; log and metric name the unit', async () => {
    const hooked = await store.boot({ config: { chat: { hookDeadline: 200 } } });
    try {
      const [from, to] = [await createUser(hooked), await createOpenUser(hooked)];
      const origins: unknown[] = [];
      hooked.app.chat.hooks.on('stuck', 'beforeSend', ({ data, origin }) => {
        origins.push([origin.language, origin.ip, typeof origin.requestId]);
        return data === 'stuck' ? new Promise(() => undefined) : undefined;
      });
      const waiting = post(hooked, from, { to: to.id, data: 'stuck' });
      const { status, code } = await waiting;
      assert.deepEqual([status, code], [503, 'unavailable']);
      const { data: next } = await post(hooked, from, { to: to.id, data: 'next' });
      assert.equal(next.data, 'next');
      assert.deepEqual(origins[0], ['zh', '127.0.0.1', 'string']);
      const metrics = await (await fetch(`${hooked.url}/metrics`)).text();
      assert.match(metrics, /foyer_hook_faults_total\{unit="stuck",hook="beforeSend",reason="deadline"\} 1/);
    } finally {
      await hooked.close();
    }
  });

  it('answers 503 with Retry-After when rights keep changing under it, and stores nothing', async () => {
    const receiver = await createOpenUser(target);
    await postAll(target, sender, { to: receiver.id, texts: ['first'] });
    const { conversation } = target.app.caches;
    const get = conversation.get.bind(conversation);
    conversation.get = async (key) => {
      const row = await get(key);
      return row && { ...row, aclVersion: row.aclVersion - 1 };
    };
    conversation.clear();
    try {
      const answer = await post(target, sender, { to: receiver.id, data: 'never' });
      assert.deepEqual([answer.status, answer.code, answer.headers.get('retry-after')], [503, 'unavailable', '1']);
    } finally {
      conversation.get = get;
      conversation.clear();
    }
    const [row] = await target.app.sql.query<{ count: number }>('SELECT COUNT(*) AS count FROM message WHERE sender_id = ?', [sender.id]);
    assert.equal(row?.count, 1);
  });
});
