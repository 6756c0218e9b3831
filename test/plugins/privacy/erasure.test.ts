import assert from 'node:assert/strict';
import { ERASED_NAME } from '../../../app/people/nameless.ts';
import type { WireMessage } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import type { Answer } from '../../support/api.ts';
import { createOpenUser, post, postAll } from '../../support/chat.ts';
import { block, createUser, createVisitor, makeFriends, type TestUser } from '../../support/factory.ts';
import { hasUnit, whereThereIs } from '../../support/has-unit.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';
import { foyerSocket, plainSocket } from '../../support/socket.ts';
import { readAll } from '../../support/tables.ts';
import { picture, uploaded } from '../../support/upload.ts';
import { until } from '../../support/wait.ts';

const PASSWORD = 'secret-1';
const PUSH_KEYS = { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) };

describeStores('POST /api/chat/erase', (store) => {
  const target = store.serve();
  const me = anew(() => createUser(target, { password: PASSWORD, nickname: '我的名字' }));
  const ann = anew(() => createOpenUser(target));

  const erase = (user: TestUser, password?: string): Promise<Answer> =>
    target.api.as(user.token).post('/api/chat/erase', password === undefined ? {} : { password });
  const count = async (table: string, where: string): Promise<number> => {
    const [row] = await target.app.sql.query<{ count: number }>(`SELECT COUNT(*) AS count FROM ${table} WHERE ${where}`);
    return Number(row?.count);
  };

  /** A group with these members, the first of whom owns it. */
  async function createGroup(...members: readonly TestUser[]): Promise<number> {
    const [owner, ...others] = members;
    assert.ok(owner);
    const ids: number[] = [];
    for (const other of others) {
      if ((await count('friend', `user_id = ${owner.id} AND friend_id = ${other.id}`)) === 0) await makeFriends(target, owner.id, other.id);
      const [row] = await target.app.sql.query<{ id: number }>('SELECT id FROM friend WHERE user_id = ? AND friend_id = ?', [
        owner.id,
        other.id,
      ]);
      ids.push(Number(row?.id));
    }
    const identity = await target.app.createAnonymousContext().service.session.authenticate(owner.token);
    return (await target.app.createAnonymousContext().service.group.create(identity, { userIds: ids })).id;
  }

  it('ends every session and socket at once, and lets nobody in again', async () => {
    const socket = await foyerSocket(target, me.token);
    const plain = await plainSocket(target, ann.token);
    const { status, data } = await erase(me, PASSWORD);
    assert.deepEqual([status, data], [200, 'ok']);
    await socket.end(1000);
    assert.equal(plain.closed, undefined);
    await plain.close();
    assert.equal((await target.api.as(me.token).get('/api/chat/export')).status, 401);
    refused(
      await target.api.post('/api/loginChat', { username: me.username, password: PASSWORD }),
      '400 credentials_wrong',
      '账户或密码错误',
    );
    refused(await target.api.get(`/api/userinfo/${me.uuid}`), '404 user_not_found', '用户不存在');
  });

  it('leaves what was said, by an author without a name', async () => {
    await postAll(target, me, { to: ann.id, texts: ['what I said'] });
    assert.equal((await erase(me, PASSWORD)).status, 200);
    const { data } = await target.api
      .as(ann.token)
      .post<{ list: WireMessage[] }>('/api/chat/socket/getmessage', { chatType: 'single', peer_id: me.id });
    assert.deepEqual(
      data.list.map(({ data: said, from_id, from_name, from_avatar }) => [said, from_id, from_name, from_avatar]),
      [['what I said', me.id, ERASED_NAME, `/avatar/user-${me.id}.svg`]],
    );
    refused(await post(target, ann, { to: me.id, data: 'hello?' }), '404 recipient_unavailable', '对方不存在或者被禁用，不能发消息');
  });

  whereThereIs('friend', it)('leaves nothing else of the user in the tables', async () => {
    const bob = await createUser(target);
    await makeFriends(target, me.id, ann.id);
    await target.app.sql.execute('INSERT INTO follow (user_id, target_id, created_at) VALUES (?, ?, 1), (?, ?, 1)', [
      me.id,
      ann.id,
      ann.id,
      me.id,
    ]);
    await target.api.as(me.token).post('/api/chat/applyfriend', { friend_id: bob.id, note: 'me' });
    await target.api.as(bob.token).post('/api/chat/applyfriend', { friend_id: me.id });
    await block(target, ann.id, me.id);
    await target.app.sql.execute('INSERT INTO known_visitor (external_id, user_id, created_at) VALUES (?, ?, 1)', [me.uuid, me.id]);
    await target.api.as(me.token).post('/api/chat/updateUserinfo', { fieldname: 'bio', fieldValue: 'my bio' });
    assert.equal((await erase(me, PASSWORD)).status, 200);
    for (const [table, one, two] of [
      ['friend', 'user_id', 'friend_id'],
      ['friend_application', 'user_id', 'target_id'],
      ['blacklist', 'user_id', 'target_id'],
      ['follow', 'user_id', 'target_id'],
      ['known_visitor', 'user_id', 'user_id'],
    ] as const) {
      assert.equal(await count(table, `${one} = ${me.id} OR ${two} = ${me.id}`), 0, table);
    }
    const [row] = await target.app.sql.query('SELECT * FROM user WHERE id = ?', [me.id]);
    const shown = JSON.stringify(row);
    for (const gone of [me.username, '我的名字', 'argon2', 'my bio']) assert.ok(!shown.includes(gone), gone);
    assert.equal(row?.['status'], 3);
    assert.equal(await count('session', `user_id = ${me.id} AND (address <> '' OR agent <> '' OR revoked_at IS NULL)`), 0);
    assert.equal((await target.api.as(ann.token).post(`/api/chat/ismygoodfriend/${me.id}`)).code, 'not_friend');
  });

  whereThereIs('friend', it)('G03 leaves no word, name or address of the user in any table, but what was said to others', async () => {
    const [bob, carl] = [await createOpenUser(target), await createOpenUser(target)];
    const my = target.api.as(me.token);
    const words = [
      '我的名字',
      me.username,
      me.uuid,
      'PLEASE-BE-MY-FRIEND',
      'LET-ME-IN',
      'fcm.googleapis.com',
      'MY-FILE.txt',
      'MY-BIO',
      'MY-OWN-ID',
    ];
    const own = await createGroup(me, bob);
    const theirs = await createGroup(bob, carl);
    await my.post('/api/chat/groupAddUserSet', { group_id: own, addGroupSet: 1 });
    const asked: [string, object][] = [
      ['/api/chat/applyfriend', { friend_id: ann.id, nickname: 'PLEASE-BE-MY-FRIEND' }],
      ['/api/chat/groupInviteUser', { group_id: theirs, addGroupDesc: 'LET-ME-IN' }],
      ['/api/chat/updateUserinfo', { fieldname: 'bio', fieldValue: 'MY-BIO' }],
      ['/api/chat/push/subscribe', { endpoint: `https://fcm.googleapis.com/fcm/send/${me.username}`, keys: PUSH_KEYS }],
      ['/api/chat/handover', {}],
      ['/api/chat/groupMute', { group_id: own, user_id: bob.id, minutes: 5 }],
    ];
    await target.app.sql.execute(`UPDATE chat_group SET invite_confirm = 1 WHERE id = ?`, [theirs]);
    target.app.invalidate([`group:${theirs}`]);
    for (const [path, body] of asked) assert.equal((await my.post(path, body)).status, 200, path);
    await target.app.sql.execute('INSERT INTO known_visitor (external_id, user_id, created_at) VALUES (?, ?, 1)', [
      `MY-OWN-ID${me.id}`,
      me.id,
    ]);
    if (hasUnit('file')) await uploaded(target, me.token, { bytes: 'mine', name: 'MY-FILE.txt', type: 'text/plain' });
    const { id } = (await post(target, me, { to: bob.id, data: 'said' })).data;
    await my.post('/api/chat/revokeMessage', { id });
    await postAll(target, me, { to: bob.id, texts: ['what I said'] });
    assert.equal((await erase(me, PASSWORD)).status, 200);
    const rows = await readAll(target);
    for (const word of words)
      assert.deepEqual(
        rows.filter((row) => row.includes(word)),
        [],
        word,
      );
    assert.ok(rows.some((row) => row.includes('what I said')));
    assert.deepEqual(
      rows.filter((row) => /^(session|push_subscription|handover) /.test(row) && row.includes(`"user_id":${me.id},`)),
      [],
    );
    const box = await target.app.engine.mailbox.position(me.id);
    assert.deepEqual((await target.app.engine.mailbox.read(me.id, box.epoch, box.last)).entries, []);
    assert.equal((await target.app.engine.mailbox.read(me.id, box.epoch, 0)).entries?.length ?? 0, 0);
  });

  whereThereIs('file', it)(
    'G03 shows the user’s pictures to nobody else, whoever used their addresses, but those of groups left behind',
    async () => {
      const [bob, my] = [await createOpenUser(target), target.api.as(me.token)];
      const [face = '', sent = '', crest = ''] = await Promise.all(
        [1, 2, 3].map(async () => new URL((await uploaded(target, me.token, { bytes: await picture() })).url).pathname),
      );
      for (const fieldValue of [face, sent]) await my.post('/api/chat/updateUserinfo', { fieldname: 'avatar', fieldValue });
      const group = { id: await createGroup(me, bob), avatar: crest };
      assert.equal((await my.post('/api/chat/groupAvatar', group)).status, 200);
      for (const [from, url] of [
        [me, sent],
        [bob, face],
      ] as const)
        assert.equal((await post(target, from, { to: ann.id, type: 'image', data: JSON.stringify({ url }) })).status, 200);
      // As it was once allowed.
      const others = await createGroup(bob, ann);
      await target.app.sql.execute('UPDATE chat_group SET avatar = ? WHERE id = ?', [face, others]);
      assert.equal((await erase(me, PASSWORD)).status, 200);
      const opened = (path: string, token = ''): Promise<number> =>
        fetch(`${target.url}${path}`, { headers: { token } }).then(({ status }) => status);
      assert.deepEqual([await opened(face), await opened(sent), await opened(crest)], [404, 404, 200]);
      assert.equal(await opened(sent, ann.token), 200);
    },
  );

  it('G03 comes after what the user does meanwhile, or before, and never in between', async () => {
    const rename = (): Promise<Answer> =>
      target.api.as(me.token).post('/api/chat/updateUserinfo', { fieldname: 'nickname', fieldValue: 'GHOST' });
    const calls: Promise<Answer>[] = [];
    const haunting = setInterval(() => calls.push(rename()), 2);
    assert.equal((await erase(me, PASSWORD)).status, 200);
    clearInterval(haunting);
    await Promise.all(calls);
    assert.deepEqual(
      (await readAll(target)).filter((row) => row.includes('GHOST')),
      [],
    );
  });

  it('frees the username, and nobody signs up as the one that is gone', async () => {
    assert.equal((await erase(me, PASSWORD)).status, 200);
    const { status, data } = await target.api.post<{ id: number }>('/api/regChat', { username: me.username, password: PASSWORD });
    assert.equal(status, 200);
    assert.notEqual(data.id, me.id);
    for (const username of [`erased_${me.id}`, `Erased_${me.id + 1000}`]) {
      refused(await target.api.post('/api/regChat', { username, password: PASSWORD }), '409 name_reserved', '该名称不可使用，请换一个');
    }
  });

  it('D35 gives groups to the admin who has been there longest, else to a member, else ends them', async () => {
    const [bob, carl] = [await createUser(target), await createUser(target)];
    const [byAdmin, byMember, alone] = [await createGroup(me, bob, carl), await createGroup(me, bob), await createGroup(me, carl)];
    await target.app.sql.execute('UPDATE member SET role = 1 WHERE user_id = ? AND conversation_id = ?', [carl.id, byAdmin]);
    await target.app.sql.execute('DELETE FROM member WHERE user_id = ? AND conversation_id = ?', [carl.id, alone]);
    const theirs = await createGroup(ann, me);
    target.app.invalidate([byAdmin, byMember, alone, theirs].map((id) => `group:${id}`));
    assert.equal((await erase(me, PASSWORD)).status, 200);
    const { group } = target.app.caches;
    const state = async (id: number): Promise<unknown[]> => {
      const { ownerId, status, members } = (await group.get(id)) ?? assert.fail();
      return [ownerId, status, members.has(me.id), members.get(ownerId)?.role];
    };
    assert.deepEqual(await state(byAdmin), [carl.id, 1, false, 2]);
    assert.deepEqual(await state(byMember), [bob.id, 1, false, 2]);
    assert.deepEqual(await state(alone), [me.id, 2, false, undefined]);
    assert.deepEqual(await state(theirs), [ann.id, 1, false, 2]);
    await until(() => count('message', `conversation_id = ${byMember} AND data LIKE '%group_transferred%'`));
    await until(() => count('message', `conversation_id = ${theirs} AND data LIKE '%group_left%'`));
  });

  it('asks for the password, and limits the tries like those to sign in', async () => {
    refused(await erase(me, 'wrong-password'), '400 erase_password_wrong', '密码错误，账号没有注销');
    refused(await erase(me), '422 input_required', '密码不能为空');
    assert.equal(await count('user', `id = ${me.id} AND status = 1`), 1);
    const few = await store.boot({ config: { limit: { login: { points: 2, window: 60_000 } } } });
    try {
      const user = await createUser(few, { password: PASSWORD });
      const attempt = (password: string): Promise<Answer> => few.api.as(user.token).post('/api/chat/erase', { password });
      await attempt('wrong-1');
      await attempt('wrong-2');
      assert.equal((await attempt(PASSWORD)).code, 'too_many');
    } finally {
      await few.close();
    }
  });

  it('lets visitors erase themselves without a password, and D09 nobody erase another', async () => {
    const visitor = await createVisitor(target);
    const body = { user_id: ann.id, userId: ann.id, id: ann.id, username: ann.username };
    assert.equal((await target.api.as(visitor.token).post('/api/chat/erase', body)).status, 200);
    assert.equal(await count('user', `id = ${visitor.id} AND status = 3`), 1);
    assert.equal(await count('user', `id = ${ann.id} AND status = 1`), 1);
    assert.equal((await target.api.post('/api/chat/erase', {})).code, 'token_missing');
  });

  it('happens once, however often it is asked for at a time', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => erase(me, PASSWORD)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    for (const { code, status } of answers)
      assert.ok(status === 200 || status === 401 || code === 'erase_password_wrong', `${status} ${code}`);
  });

  it('is what administrators may do to any account, and no one opens it again', async () => {
    const { admin, erasure } = target.app.createAnonymousContext().service;
    await erasure.erase(me.id);
    await assert.rejects(erasure.erase(me.id), { code: 'user_not_found' });
    await assert.rejects(erasure.erase(2 ** 40), { code: 'user_not_found' });
    await assert.rejects(admin.enable(me.id), { code: 'user_not_found' });
    await assert.rejects(admin.find(String(me.id)), { code: 'user_not_found' });
  });
});
