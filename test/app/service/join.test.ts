import assert from 'node:assert/strict';
import { GROUP_ROLE, GROUP_STATUS } from '../../../app/cache.ts';
import { Door, GROUP_NAME, person, refuses } from '../../support/door.ts';
import { block, createUser, makeFriends, setStatus } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { foyerSocket } from '../../support/socket.ts';
import { servicesOf, setGroupStatus } from '../../support/ticket.ts';

describeStores('join service', (store) => {
  const target = store.serve();
  const door = Door.anew(target);
  const { owner, member, user, visitor } = door;

  const versionOf = async (groupId: number): Promise<number> => {
    const [row] = await target.app.sql.query<{ version: number }>('SELECT acl_version AS version FROM conversation WHERE id = ?', [
      groupId,
    ]);
    return row?.version ?? -1;
  };

  describe('coming alone', () => {
    it('mode 0 lets users and visitors in, and the group learns who came', async () => {
      const id = await door.group(0);
      const before = await versionOf(id);
      assert.equal(await door.enter(user, { groupId: id }), 'joined');
      assert.equal(await door.enter(visitor, { groupId: id }), 'joined');
      assert.deepEqual(
        await door.members(id),
        [owner.id, member.id, user.id, visitor.id].toSorted((a, b) => a - b),
      );
      assert.equal(await versionOf(id), before + 2);
      assert.deepEqual(
        await door.inGroup(id),
        [user, visitor].map((who) => ({ kind: 'group_joined', by: person(who), user: person(who), inviter: null, how: 'self' })),
      );
      assert.equal((await target.app.caches.group.get(id))?.members.get(user.id)?.role, GROUP_ROLE.member);
    });

    it('mode 2 lets users in and sends visitors to the login', async () => {
      const id = await door.group(2);
      assert.equal(await door.enter(user, { groupId: id }), 'joined');
      await refuses(door.enter(visitor, { groupId: id }), 'group_join_login');
      assert.ok(!(await door.members(id)).includes(visitor.id));
    });

    it('D05 a visitor who signed up is a user to mode 2 from then on', async () => {
      const id = await door.group(2);
      await target.app.sql.execute(`UPDATE session SET role = 'user' WHERE user_id = ?`, [visitor.id]);
      target.app.caches.session.forget(target.app.token.verify(visitor.token).sid);
      assert.equal(await door.enter(visitor, { groupId: id }), 'joined');
    });

    it('mode 1 makes an application, and tells the owner and the admins', async () => {
      const id = await door.group(1, [await createUser(target)]);
      const admin =
        [...((await target.app.caches.group.get(id))?.members ?? [])].find(([, { role }]) => role === GROUP_ROLE.admin)?.[0] ?? 0;
      assert.equal(await door.enter(visitor, { groupId: id, note: '让我进来' }), 'applied');
      assert.ok(!(await door.members(id)).includes(visitor.id));
      assert.deepEqual(await door.application(id, visitor.id), {
        status: 'pending',
        inviterId: 0,
        ticketId: 0,
        note: '让我进来',
        handlerId: 0,
      });
      for (const decider of [owner.id, admin]) {
        const [notice, ...others] = await door.toUser(decider);
        assert.ok(notice?.kind === 'group_applied');
        const { application: applicationId, ...facts } = notice;
        assert.ok(applicationId > 0);
        assert.deepEqual(others, []);
        assert.deepEqual(facts, {
          kind: 'group_applied',
          applicant: { ...person(visitor), uuid: visitor.uuid, role: 'visitor' },
          group: { id, name: GROUP_NAME, avatar: '' },
          inviter: null,
          how: 'self',
          note: '让我进来',
        });
      }
      assert.deepEqual([await door.toUser(member.id), await door.inGroup(id)], [[], []]);
      await refuses(door.enter(visitor, { groupId: id }), 'group_join_pending');
      assert.equal((await door.toUser(owner.id)).length, 1);
    });

    it('G14 an application tells nothing to who has blacklisted the applicant, and lists no note', async () => {
      const admin = await createUser(target);
      const id = await door.group(1, [admin]);
      await block(target, owner.id, user.id);
      for (let tries = 1; tries <= 2; tries += 1) {
        assert.equal(await door.enter(user, { groupId: id, note: 'an insult' }), 'applied');
        assert.deepEqual(await door.toUser(owner.id), []);
        assert.equal((await door.toUser(admin.id)).length, tries);
        assert.deepEqual([await door.notes(owner, id), await door.notes(admin, id)], [[''], ['an insult']]);
        await door.decide(admin, id, { userId: user.id, type: 'no' });
      }
    });

    it('refuses who is in already, who is gone, and a group that is closed', async () => {
      const id = await door.group(0);
      await refuses(door.enter(member, { groupId: id }), 'group_member_exists');
      await refuses(door.enter(owner, { groupId: id }), 'group_member_exists');
      await refuses(door.enter(user, { groupId: 2 ** 40 }), 'group_join_closed');
      for (const status of [GROUP_STATUS.banned, GROUP_STATUS.dissolved]) {
        await setGroupStatus(target, id, status);
        await refuses(door.enter(user, { groupId: id }), 'group_join_closed');
        await refuses(door.enter(member, { groupId: id }), 'group_join_closed');
      }
    });

    it('D10 takes the conversation of two for no group', async () => {
      const { id } = await servicesOf(target).conversation.openSingle(owner.id, member.id);
      await refuses(door.enter(user, { groupId: id }), 'group_join_closed');
    });

    it('what was said before is not for the newcomer', async () => {
      const id = await door.group(0);
      await door.enter(user, { groupId: id });
      await door.enter(visitor, { groupId: id });
      const rows = await target.app.sql.query<{ joined: number }>(
        'SELECT joined_seq AS joined FROM member WHERE conversation_id = ? AND user_id IN (?, ?) ORDER BY joined_seq',
        [id, user.id, visitor.id],
      );
      assert.deepEqual(
        rows.map(({ joined }) => joined),
        [0, 1],
      );
    });

    it('open sockets of the newcomer take up the group at once', async () => {
      const id = await door.group(0);
      const [mine, theirs] = [await foyerSocket(target, user.token), await foyerSocket(target, member.token)];
      await door.enter(user, { groupId: id });
      for (const socket of [mine, theirs]) {
        const { message } = await socket.op('message');
        assert.equal(message.from_name, '加群申请提醒');
        assert.deepEqual(message.data, { data: `[${user.username}] 加入了群聊`, dataType: false, otherData: null });
      }
      const body = { sendto_id: id, chatType: 'group', type: 'text', data: '欢迎' };
      assert.equal((await target.api.as(member.token).post('/api/chat/socket/sendmessage', body)).status, 200);
      assert.deepEqual((await mine.op('message')).message.data, '欢迎');
      await Promise.all([mine.close(), theirs.close()]);
    });
  });

  describe('D36 being brought by a friend', () => {
    it('joins in mode 0, and the notice names both', async () => {
      const id = await door.group(0);
      await makeFriends(target, member.id, user.id);
      assert.equal(await door.enter(member, { groupId: id, userId: user.id }), 'joined');
      const [notice] = await door.inGroup(id);
      assert.deepEqual(notice, {
        kind: 'group_joined',
        by: person(member),
        user: person(user),
        inviter: person(member),
        how: 'invitation',
      });
      const [row] = await target.app.sql.query<{ inviter: number }>(
        'SELECT inviter_id AS inviter FROM member WHERE conversation_id = ? AND user_id = ?',
        [id, user.id],
      );
      assert.equal(row?.inviter, member.id);
    });

    it('of mode 1 waits for the owner, unless it is the owner who invites; an admin is not the owner', async () => {
      const admin = await createUser(target);
      const id = await door.group(1, [admin]);
      await Promise.all([owner, admin, member].map((inviter) => makeFriends(target, inviter.id, user.id)));
      assert.equal(await door.enter(member, { groupId: id, userId: user.id }), 'applied');
      assert.deepEqual(await door.application(id, user.id), {
        status: 'pending',
        inviterId: member.id,
        ticketId: 0,
        note: '',
        handlerId: 0,
      });
      const [notice] = await door.toUser(owner.id);
      assert.ok(notice?.kind === 'group_applied');
      assert.deepEqual([notice.applicant.id, notice.inviter, notice.how], [user.id, person(member), 'invitation']);
      await refuses(door.enter(admin, { groupId: id, userId: user.id }), 'group_join_pending');
      assert.equal(await door.enter(owner, { groupId: id, userId: user.id }), 'joined');
      assert.equal((await door.application(id, user.id))?.status, 'agree');
    });

    it('of mode 2 sends visitors to the login, whoever invites', async () => {
      const id = await door.group(2);
      await makeFriends(target, owner.id, visitor.id);
      await refuses(door.enter(owner, { groupId: id, userId: visitor.id }), 'group_join_login');
    });

    it('nobody is put into a group by a stranger, an outsider, a visitor, or whom they blacklisted', async () => {
      const id = await door.group(0);
      const outsider = await createUser(target);
      await makeFriends(target, outsider.id, user.id);
      await refuses(door.enter(outsider, { groupId: id, userId: user.id }), 'group_invite_forbidden');
      await refuses(door.enter(owner, { groupId: id, userId: user.id }), 'group_invite_forbidden');
      await makeFriends(target, visitor.id, user.id);
      await door.enter(visitor, { groupId: id });
      await refuses(door.enter(visitor, { groupId: id, userId: user.id }), 'visitor_refused');
      await makeFriends(target, member.id, user.id);
      await block(target, user.id, member.id);
      await refuses(door.enter(member, { groupId: id, userId: user.id }), 'group_invite_forbidden');
      assert.ok(!(await door.members(id)).includes(user.id));
    });

    it("the inviter's own friend row counts, not the other's", async () => {
      const id = await door.group(0);
      await target.app.sql.execute('INSERT INTO friend (user_id, friend_id, created_at) VALUES (?, ?, ?)', [
        user.id,
        member.id,
        Date.now(),
      ]);
      await refuses(door.enter(member, { groupId: id, userId: user.id }), 'group_invite_forbidden');
    });

    it('refuses who is gone, and who is in already', async () => {
      const id = await door.group(0);
      await makeFriends(target, member.id, user.id);
      await makeFriends(target, member.id, owner.id);
      await refuses(door.enter(member, { groupId: id, userId: owner.id }), 'group_member_exists');
      await refuses(door.enter(member, { groupId: id, userId: 2 ** 40 }), 'group_joiner_unavailable');
      for (const status of [0, 2]) {
        await setStatus(target, user.id, status);
        await refuses(door.enter(member, { groupId: id, userId: user.id }), 'group_joiner_unavailable');
      }
    });
  });
});
