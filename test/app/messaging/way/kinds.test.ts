import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, it } from 'mocha';
import type { Unit } from '#kernel';
import { CHAT_TYPES } from '../../../../app/messaging/way/chat-types.ts';
import { Kinds } from '../../../../app/messaging/way/kinds.ts';
import type { TestApp } from '../../../support/app.ts';
import { createUser, type TestUser } from '../../../support/factory.ts';
import { describeStores } from '../../../support/matrix.ts';
import { refused } from '../../../support/refused.ts';
import { foyerSocket } from '../../../support/socket.ts';
import { servicesOf } from '../../../support/ticket.ts';
import circle from './circle/plugin.ts';

const APP: Unit = { type: 'app', name: 'app', path: path.join(import.meta.dirname, '../../../..') };
const KIND = 'export default { sides() {}, row() {}, writing: {} };';

interface MadeCircle {
  /** Of its conversation. */
  readonly id: number;
  readonly ann: TestUser;
  readonly bob: TestUser;
  readonly cat: TestUser;
}

async function makeCircle(target: TestApp): Promise<MadeCircle> {
  const [ann, bob, cat] = [await createUser(target), await createUser(target), await createUser(target)];
  const members = [ann, bob, cat].map(({ id }) => [id, 0] as const);
  const { id } = await servicesOf(target).conversation.open({ kind: 'circle', key: `circle:${ann.id}`, members });
  return { id, ann, bob, cat };
}

describeStores('a kind of conversation of a unit', (store) => {
  const target = store.serve({ plugins: { circle } });
  const say = (from: TestUser, to: number, data: string): ReturnType<typeof target.api.post> =>
    target.api.as(from.token).post('/api/chat/socket/sendmessage', { sendto_id: to, chatType: 'circle', type: 'text', data });

  it('U10 what one says reaches the others live, and who comes later, once and in order', async () => {
    const { id, ann, bob, cat } = await makeCircle(target);
    const socket = await foyerSocket(target, bob.token);
    assert.equal((await say(ann, id, 'one')).status, 200);
    const annSocket = await foyerSocket(target, ann.token);
    const sent = await annSocket.say(id, 'two', { chat_type: 'circle' });
    assert.equal(sent.op, 'sent');
    assert.deepEqual(await socket.got(2), ['one', 'two']);
    assert.deepEqual(
      socket.messages.map(({ message: { chatType, to_name } }) => [chatType, to_name]),
      [
        ['circle', `circle ${id}`],
        ['circle', `circle ${id}`],
      ],
    );
    assert.deepEqual(await (await foyerSocket(target, cat.token)).got(2), ['one', 'two']);
  });

  it('U10 stands in the list of each, has a history, and is found by what a member calls it', async () => {
    const { id, ann, bob } = await makeCircle(target);
    await say(ann, id, 'hello');
    const socket = await foyerSocket(target, bob.token);
    const { list } = await socket.ask({ op: 'conversations', ref: 1 }, 'conversations');
    assert.deepEqual(
      list.map(({ conversation, chat_type, unread, last }) => [conversation, chat_type, unread, last?.message.data]),
      [[id, 'circle', 1, 'hello']],
    );
    const page = await socket.ask({ op: 'history', ref: 2, chat_type: 'circle', to: id }, 'history');
    assert.deepEqual([page.conversation, page.list.map(({ message }) => message.data)], [id, ['hello']]);
    socket.send({ op: 'history', ref: 3, chat_type: 'group', to: id });
    assert.equal((await socket.op('error')).code, 'conversation_not_found', 'as a group it is none');
  });

  it('U10 is read, answered for by its readers, and taken back as any other', async () => {
    const { id, ann, bob } = await makeCircle(target);
    const annSocket = await foyerSocket(target, ann.token);
    const sent = await annSocket.say(id, 'oops', { chat_type: 'circle' });
    const bobSocket = await foyerSocket(target, bob.token);
    bobSocket.send({ op: 'read', conversation: id, seq: 1 });
    await bobSocket.op('read');
    const { data } = await target.api.as(ann.token).post('/api/chat/readers', { conversation: id, seq: 1 });
    assert.deepEqual(data, {
      read: 1,
      total: 2,
      list: [{ id: bob.id, name: bob.username, avatar: (data as { list: { avatar: string }[] }).list[0]?.avatar }],
    });
    assert.ok(sent.op === 'sent');
    annSocket.send({ op: 'recall', ref: 1, id: sent.id });
    await annSocket.op('recalled');
    await bobSocket.next((frame) => frame.op === 'message' && frame.seq === 2);
  });

  it('U10 is nothing to who is not in it', async () => {
    const { id } = await makeCircle(target);
    const other = await createUser(target);
    refused(await say(other, id, 'let me in'), '404 conversation_not_found', '会话不存在');
    const socket = await foyerSocket(target, other.token);
    for (const query of [{ conversation: id }, { chat_type: 'circle', to: id } as const]) {
      socket.send({ op: 'history', ref: 3, ...query });
      assert.equal((await socket.op('error')).code, 'conversation_not_found');
    }
  });
});

describeStores('a kind of a unit that was switched off', (store) => {
  const target = store.serve();

  it('U10 is in no list, no history and no resume, and nobody writes to it', async () => {
    const { id, ann, bob } = await makeCircle(target);
    const insert = `INSERT INTO message (conversation_id, seq, sender_id, client_id, type, data, created_at) VALUES (?, 1, ?, ?, 'text', 'before', ?)`;
    await target.app.sql.execute(insert, [id, ann.id, Buffer.alloc(16, 7), Date.now()]);
    await target.app.sql.execute('UPDATE conversation SET last_seq = 1, last_at = ? WHERE id = ?', [Date.now(), id]);
    const socket = await foyerSocket(target, bob.token);
    assert.deepEqual(socket.messages, []);
    assert.deepEqual((await socket.ask({ op: 'conversations', ref: 1 }, 'conversations')).list, []);
    socket.send({ op: 'history', ref: 2, conversation: id });
    assert.equal((await socket.op('error')).code, 'conversation_not_found');
    const pinned = await target.api.as(bob.token).post('/api/chat/conversation/set', { conversation: id, pinned: true });
    refused(pinned, '404 conversation_not_found', '会话不存在');
    socket.send({ op: 'typing', conversation: id });
    const answer = await target.api
      .as(ann.token)
      .post('/api/chat/socket/sendmessage', { sendto_id: id, chatType: 'circle', type: 'text', data: 'x' });
    refused(answer, '422 input_choice', '聊天类型 的值 `circle` 必须在 [`single`、`group`] 中');
  });
});

describe('way/kinds', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true });
  });

  function unit(name: string, text: string): Unit {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-unit-'));
    folders.push(folder);
    fs.mkdirSync(path.join(folder, 'app/kind'), { recursive: true });
    fs.writeFileSync(path.join(folder, `app/kind/${name}.mjs`), text);
    return { type: 'plugin', name, path: folder };
  }

  it('U10 the app brings three, and users write to two of them', async () => {
    const kinds = new Kinds();
    await kinds.load([APP]);
    assert.deepEqual(
      ['single', 'group', 'system', 'circle'].map((name) => [kinds.has(name), kinds.isWritten(name)]),
      [
        [true, true],
        [true, true],
        [true, false],
        [false, false],
      ],
    );
    assert.throws(() => kinds.of('circle'), { code: 'conversation_not_found' });
    assert.throws(() => kinds.writing('system' as never), { code: 'conversation_not_found' });
  });

  it('U10 clients may say what an application has, and no more once another is loaded', async () => {
    await new Kinds().load([unit('circle', KIND), APP]);
    assert.deepEqual([...CHAT_TYPES], ['single', 'group', 'circle']);
    await new Kinds().load([APP]);
    assert.deepEqual([...CHAT_TYPES], ['single', 'group']);
  });

  it('U10 two of one name stop the start', async () => {
    await assert.rejects(new Kinds().load([unit('circle', KIND), unit('circle', KIND)]), {
      name: 'BootError',
      message: /^kind circle is defined twice, by .* and by .*: rename one$/,
    });
  });

  for (const [name, text, problem] of [
    ['circle', 'export default 5;', /circle\.mjs must export defineKind/],
    ['circle', 'export default { sides() {} };', /circle\.mjs must export defineKind/],
    ['roundtables', KIND, /roundtables\.mjs: a kind of conversation is named by one to ten small letters: rename it/],
  ] as const) {
    it(`U10 names the file of what is no kind: ${name}, ${text}`, async () => {
      await assert.rejects(new Kinds().load([unit(name, text)]), { name: 'BootError', message: problem });
    });
  }
});
