import assert from 'node:assert/strict';
import { anew } from '../../support/anew.ts';
import type { Answer } from '../../support/api.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { createUser, createVisitor, makeFriends, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';
import { makeGroup } from '../../support/ticket.ts';

const HOUR = 3_600_000;
const RESERVED = ['409 name_reserved', '该名称不可使用，请换一个'] as const;

describeStores('one who writes to everybody', (store) => {
  const target = store.serve({
    config: {
      service: { accounts: ['desk_of_test'] },
      chat: { sends: { userBytes: { points: 2000, window: HOUR } } },
      limit: {
        visitorContacts: { points: 2, window: HOUR },
        visitorBytes: { points: 1000, window: HOUR },
        contacts: { points: 3, window: HOUR },
        entries: { points: 2, window: HOUR },
      },
    },
  });
  const visitor = anew(() => createVisitor(target));
  const user = anew(() => createUser(target));
  const write = async (from: TestUser, to: TestUser): Promise<string> =>
    (await post(target, from, { to: to.id, data: 'hi' })).code ?? 'sent';
  let desk: TestUser;

  before(async () => {
    desk = await createOpenUser(target);
    await target.app.sql.execute('UPDATE user SET username = ? WHERE id = ?', ['desk_of_test', desk.id]);
    target.app.invalidate([`user:${desk.id}`]);
  });

  it('G08 begins with so many people an hour, visitors with fewer, and goes on with those', async () => {
    for (const [from, most] of [
      [visitor, 2],
      [user, 3],
    ] as const) {
      const people = await Promise.all(Array.from({ length: most + 1 }, () => createOpenUser(target)));
      const answers: string[] = [];
      for (const to of people) answers.push(await write(from, to));
      assert.deepEqual(answers, [...Array.from({ length: most }, () => 'sent'), 'too_many']);
      assert.equal(await write(from, people[0]!), 'sent', 'a conversation that is there');
      assert.equal(await write(from, desk), 'sent', 'an account of the service');
      assert.equal(await write(people.at(-1)!, from), 'sent');
      assert.equal(await write(from, people.at(-1)!), 'sent', 'who wrote first is answered');
    }
    const friend = await createOpenUser(target);
    await makeFriends(target, user.id, friend.id);
    assert.equal(await write(user, friend), 'sent', 'a friend');
  });

  it('G08 makes no conversation by a try that was refused', async () => {
    const people = await Promise.all(Array.from({ length: 3 }, () => createOpenUser(target)));
    for (const to of people) await write(visitor, to);
    const rows = await target.app.sql.query('SELECT conversation_id FROM member WHERE user_id = ?', [visitor.id]);
    assert.equal(rows.length, 2);
  });

  it('G08 writes so many bytes a day as a user', async () => {
    const say = (options?: object): Promise<Answer> => post(target, user, { to: desk.id, data: '字'.repeat(300), options });
    assert.deepEqual([(await say()).status, (await say()).status], [200, 200]);
    const over = await say({ filled: 'x'.repeat(200) });
    assert.equal(over.code, 'too_many');
    assert.ok(Number(over.headers.get('retry-after')) > 1000);
  });

  it('G08 writes so many bytes a day as a visitor', async () => {
    const say = (length: number): Promise<Answer> => post(target, visitor, { to: desk.id, data: '字'.repeat(length) });
    assert.equal((await say(300)).status, 200);
    const over = await say(50);
    assert.equal(over.code, 'too_many');
    assert.ok(Number(over.headers.get('retry-after')) > 1000);
  });

  it('G08 asks so many groups a day', async () => {
    const api = target.api.as(user.token);
    const answers: (string | undefined)[] = [];
    for (let count = 0; count < 3; count += 1) {
      const group_id = await makeGroup(target, { owner: desk });
      answers.push((await api.post('/api/chat/groupInviteUser', { group_id })).code);
    }
    assert.deepEqual(answers, [undefined, undefined, 'too_many']);
  });

  it('G08 takes no name that passes for the service’s own, and who has one keeps it', async () => {
    const api = target.api.as(user.token);
    const rename = (nickname: string): Promise<Answer> =>
      api.post('/api/chat/updateUserinfo', { fieldname: 'nickname', fieldValue: nickname });
    for (const nickname of ['客服', '系统消息', 'аdmin', 'desk_of_test']) refused(await rename(nickname), ...RESERVED);
    refused(
      await target.api.as(visitor.token).post('/api/chat/updateUserinfo', { fieldname: 'nickname', fieldValue: '在线客服' }),
      ...RESERVED,
    );
    refused(await target.api.post('/api/regChat', { username: 'admin_7', password: 'correct-horse-7' }), ...RESERVED);
    refused(await target.api.post('/api/regChat', { username: 'erased_7', password: 'correct-horse-7' }), ...RESERVED);
    refused(await api.post('/api/chat/room/create', { name: '系统公告' }), ...RESERVED);
    const group = await makeGroup(target, { owner: user });
    refused(await api.post('/api/chat/groupUpdateName', { id: group, name: 'ＡＤＭＩＮ' }), ...RESERVED);
    refused(await api.post('/api/chat/groupnickname', { id: group, nickname: '官方客服' }), ...RESERVED);
    await target.app.sql.execute('UPDATE user SET nickname = ? WHERE id = ?', ['老客服', user.id]);
    target.app.invalidate([`user:${user.id}`]);
    assert.equal((await rename('老客服')).status, 200);
    const mine = target.api.as(desk.token);
    assert.equal((await mine.post('/api/chat/updateUserinfo', { fieldname: 'nickname', fieldValue: '客服小王' })).status, 200);
  });
});
