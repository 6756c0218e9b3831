import assert from 'node:assert/strict';
import type { WireListedGroup, WirePreview } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import type { Api } from '../../support/api.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { createUser, createVisitor, makeFriends, type TestUser } from '../../support/factory.ts';
import { friendRow } from '../../support/group.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';
import { foyerSocket, plainSocket } from '../../support/socket.ts';
import { makeGroup } from '../../support/ticket.ts';
import { whereThereIs } from '../../support/has-unit.ts';

describeStores('friend: false', (store) => {
  const target = store.serve({ plugins: { friend: false }, config: { chat: { menu: true } } });
  const ann = anew(() => createUser(target, { nickname: 'Ann' }));
  const bob = anew(() => createUser(target, { nickname: 'Bob' }));

  const as = ({ token }: TestUser): Api => target.api.as(token);
  const write = async (from: TestUser, to: TestUser): Promise<string> =>
    (await post(target, from, { to: to.id, data: 'hello' })).code ?? 'sent';
  const letIn = async (who: TestUser, sendCount: 0 | 1 | 2): Promise<void> => {
    const chatset = JSON.stringify({ chatset: { visitor: { sendCount, needFollow: false }, user: { sendCount, needFollow: false } } });
    assert.equal((await as(who).post('/api/chat/userset', { userset: chatset })).status, 200);
  };

  // Rows of before stay where they are.
  beforeEach(() => makeFriends(target, ann.id, bob.id));

  it('U21 is served without friends, says so to clients, and leads to none in the published client’s menu', async () => {
    for (const path of ['goodfriendlist/1', 'listapplyfriend/1', `getgoodfriendinfo/${bob.id}`])
      assert.equal((await as(ann).get(`/api/chat/${path}`)).code, 'not_found', path);
    assert.equal((await as(ann).post('/api/chat/applyfriend', { friend_id: bob.id })).code, 'not_found');
    const socket = await foyerSocket(target, ann.token);
    const welcome = socket.frames.find((frame) => frame.op === 'welcome');
    assert.ok(welcome?.op === 'welcome' && welcome.units?.includes('code') && !welcome.units.includes('friend'));
    const plain = await plainSocket(target, bob.token);
    await plain.got(1);
    const rows = plain.messages.map(({ msgidKey = '' }) => msgidKey.split('-')[1]);
    assert.ok(rows.includes('search') && !rows.includes('friendsList') && !rows.includes('applyAddMeFriendSet'), rows.join(' '));
  });

  it('U21 nobody is a friend: people write as the other one lets strangers', async () => {
    await letIn(bob, 0);
    assert.equal(await write(ann, bob), 'friendship_required');
    await letIn(bob, 1);
    assert.deepEqual([await write(ann, bob), await write(ann, bob)], ['sent', 'quota_used']);
    assert.equal(await write(bob, ann), 'sent');
    assert.equal(await write(ann, bob), 'sent');
  });

  it('U21 visitors write to whoever is open to them, and may be blocked, as users may', async () => {
    const [desk, visitor] = [await createOpenUser(target), await createVisitor(target)];
    for (const guest of [visitor, ann]) {
      assert.equal(await write(guest, desk), 'sent');
      assert.equal((await as(desk).post(`/api/chat/blacklist/${guest.id}`, { value: 1 })).status, 200);
      assert.equal(await write(guest, desk), 'blocked');
    }
  });

  it('U21 what is for friends is nobody’s: the profile, and who is there', async () => {
    assert.equal((await as(bob).post('/api/chat/updateUserinfo', { fieldname: 'location', fieldValue: '上海' })).status, 200);
    const { data } = await as(ann).get<{ userinfo: { location?: unknown } }>(`/api/userinfo/${bob.uuid}`);
    assert.notEqual(data.userinfo.location, '上海');
    const [watching] = [await foyerSocket(target, ann.token), await foyerSocket(target, bob.token)];
    assert.deepEqual(await watching.ask({ op: 'presence', users: [bob.id] }, 'presence'), { op: 'presence', online: [], offline: [] });
  });

  it('U21 a group begins with its owner alone, and is joined by its number', async () => {
    refused(
      await as(ann).post('/api/chat/group/create', { userIds: [await friendRow(target, ann, bob)] }),
      '404 group_user_not_found',
      '用户不存在，无法加入群聊',
    );
    assert.equal((await as(ann).post('/api/chat/group/create', { userIds: [], name: 'alone' })).status, 200);
    const { data } = await as(ann).get<WireListedGroup[]>('/api/chat/grouplist/1');
    const { id, name } = data[0] ?? assert.fail('no group');
    assert.equal(name, 'alone');
    const asked = await as(bob).post<string>('/api/chat/groupInviteUser', { group_id: id });
    assert.equal(asked.status, 200);
    assert.equal((await as(ann).post('/api/chat/groupAgreeOrNo', { group_id: id, user_id: bob.id, type: 'agree' })).status, 200);
    assert.equal((await target.app.caches.group.get(id))?.members.has(bob.id), true);
    // Nobody is brought by somebody whom they do not know.
    const other = await makeGroup(target, { owner: ann });
    refused(
      await as(ann).post('/api/chat/groupInviteUser', { group_id: other, user_id: bob.id }),
      '403 group_invite_forbidden',
      '只能邀请自己的好友加入自己所在的群',
    );
  });

  whereThereIs('code', it)('U21 a person’s code leads to the person, and asks for nothing', async () => {
    const { data } = await as(bob).get<{ ticket: string }>(`/api/chat/code/${bob.id}?chatType=single`);
    const scanned = await as(ann).post<WirePreview>('/api/chat/code/scan', { text: data.ticket });
    assert.deepEqual([scanned.data.id, scanned.data.joined, scanned.data.needs], [bob.id, false, null]);
    assert.equal((await as(ann).get(`/api/chat/code/${bob.id}?chatType=single`)).code, 'code_user_unavailable');
  });
});
