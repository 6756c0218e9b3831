import assert from 'node:assert/strict';
import { anew } from '../../support/anew.ts';
import type { Answer } from '../../support/api.ts';
import { setStatus, type TestUser } from '../../support/factory.ts';
import { castGroup } from '../../support/group.ts';
import { groupApi, NONE } from '../../support/group-api.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';
import { makeGroup, setGroupStatus } from '../../support/ticket.ts';

describeStores('group member API', (store) => {
  const target = store.serve();
  const cast = anew(() => castGroup(target));
  const { as, post, info, list } = groupApi(target, cast);

  describe('POST /api/chat/groupnickname', () => {
    it("sets one's own name in the group, for visitors too", async () => {
      const { owner, visitor, groupId } = cast;
      for (const user of [owner, visitor]) {
        assert.equal((await post(user, 'groupnickname', { id: groupId, nickname: ' 小名 ' })).data, 'ok');
        assert.equal((await post(user, 'groupnickname', { id: groupId, nickname: '<b>小</b>' })).data, 'ok');
        assert.equal((await info(user)).me?.nickname, '<b>小</b>');
        assert.equal((await target.app.caches.group.get(groupId))?.members.get(user.id)?.nickname, '<b>小</b>');
      }
    });

    it('D10 refuses who is outside, and groups that are closed or none', async () => {
      const { owner, stranger, groupId } = cast;
      const outside = ['403 group_nickname_outside', '你不在该群聊中，无法修改昵称'] as const;
      refused(await post(stranger, 'groupnickname', { id: groupId, nickname: 'x' }), ...outside);
      refused(await post(owner, 'groupnickname', { id: NONE, nickname: 'x' }), ...outside);
      await setGroupStatus(target, groupId, 2);
      refused(await post(owner, 'groupnickname', { id: groupId, nickname: 'x' }), ...outside);
    });

    it('refuses wrong values', async () => {
      const { owner, groupId } = cast;
      for (const body of [{ nickname: '' }, { nickname: ' ' }, { nickname: '名'.repeat(21) }]) {
        assert.equal((await post(owner, 'groupnickname', { id: groupId, ...body })).status, 422);
      }
      assert.equal((await post(owner, 'groupnickname', { id: groupId, nickname: 'x', avatar: 'data:,' })).code, 'avatar_invalid');
    });
  });

  describe('POST /api/chat/groupDeleteUser', () => {
    const remove = (user: TestUser, userId: number, id = cast.groupId): Promise<Answer> =>
      post(user, 'groupDeleteUser', { group_id: id, user_id: userId });

    it('removes a member', async () => {
      const { owner, member, groupId } = cast;
      assert.equal((await remove(owner, member.id)).data, '删除群成员成功');
      assert.deepEqual(await list(member), []);
      assert.equal((await target.app.caches.group.get(groupId))?.members.has(member.id), false);
    });

    it('D10 is the owner’s alone, and of members only', async () => {
      const { owner, admin, member, visitor, stranger } = cast;
      for (const user of [admin, member, stranger]) refused(await remove(user, visitor.id), '403 group_owner_only', '只有群主才能操作');
      refused(await remove(owner, owner.id), '400 group_owner_stays', '群主不能删除自己');
      refused(await remove(owner, stranger.id), '404 group_member_missing', '该用户不在群里');
      refused(await remove(owner, member.id, NONE), '404 group_not_found', '群不存在或被封禁');
      assert.equal((await info(owner)).count, 4);
    });
  });

  describe('POST /api/chat/groupDeleteOrQuit', () => {
    it('lets a member leave, visitors too', async () => {
      const { owner, admin, member, visitor, groupId } = cast;
      for (const user of [member, admin, visitor]) {
        assert.equal((await post(user, 'groupDeleteOrQuit', { id: groupId })).data, 'ok');
        assert.deepEqual(await list(user), []);
      }
      assert.equal((await info(owner)).count, 1);
    });

    it('lets the owner dissolve; nobody lists it, and its room name is free', async () => {
      const { owner, member, groupId } = cast;
      await target.app.sql.execute('UPDATE chat_group SET room_key = ? WHERE id = ?', [`r${groupId}`, groupId]);
      assert.equal((await post(owner, 'groupDeleteOrQuit', { id: groupId })).data, 'ok');
      for (const user of [owner, member]) assert.deepEqual(await list(user), []);
      refused(await as(owner).get(`/api/chat/groupinfo/${groupId}`), '404 group_not_found', '群不存在或被封禁');
      const [row] = await target.app.sql.query('SELECT status, room_key FROM chat_group WHERE id = ?', [groupId]);
      assert.deepEqual({ ...row }, { status: 2, room_key: null });
      const [{ count } = { count: 0 }] = await target.app.sql.query<{ count: number }>(
        'SELECT COUNT(*) AS count FROM member WHERE conversation_id = ?',
        [groupId],
      );
      assert.equal(count, 4);
    });

    it('D10 refuses who is outside, and what is gone', async () => {
      const { owner, member, stranger, groupId } = cast;
      refused(await post(stranger, 'groupDeleteOrQuit', { id: groupId }), '403 group_quit_outside', '你不在该群聊中，操作失败');
      refused(await post(owner, 'groupDeleteOrQuit', { id: NONE }), '404 group_missing', '群不存在');
      await post(owner, 'groupDeleteOrQuit', { id: groupId });
      for (const user of [owner, member]) refused(await post(user, 'groupDeleteOrQuit', { id: groupId }), '404 group_missing', '群不存在');
    });

    it('lets a member leave a group that is banned', async () => {
      const { member, groupId } = cast;
      await setGroupStatus(target, groupId, 0);
      assert.equal((await post(member, 'groupDeleteOrQuit', { id: groupId })).data, 'ok');
    });
  });

  describe('POST /api/chat/groupMute and groupMuteAll', () => {
    const mute = (user: TestUser, other: TestUser, minutes: number): Promise<Answer> =>
      post(user, 'groupMute', { group_id: cast.groupId, user_id: other.id, minutes });

    it('silence a member for some minutes, and end it with 0', async () => {
      const { owner, admin, member, groupId } = cast;
      const before = Date.now();
      assert.equal((await mute(admin, member, 10)).data, '设置成功');
      const until = (await info(member)).me?.muted_until ?? 0;
      assert.ok(until >= before + 600_000 && until <= Date.now() + 600_000);
      assert.equal((await target.app.caches.group.get(groupId))?.members.get(member.id)?.mutedUntil, until);
      assert.equal((await mute(owner, member, 0)).data, '设置成功');
      assert.equal((await info(member)).me?.muted_until, 0);
    });

    it('D10 reach downwards only', async () => {
      const { owner, admin, member, visitor, stranger, groupId } = cast;
      const forbidden = ['403 group_forbidden', '群不存在或者被封禁或者你无权操作'] as const;
      for (const user of [member, stranger]) refused(await mute(user, visitor, 1), ...forbidden);
      for (const other of [owner, admin]) refused(await mute(admin, other, 1), ...forbidden);
      refused(await mute(owner, owner, 1), ...forbidden);
      assert.equal((await mute(owner, admin, 1)).data, '设置成功');
      refused(await mute(owner, stranger, 1), '404 group_member_missing', '该用户不在群里');
      refused(await post(member, 'groupMuteAll', { group_id: groupId, value: 1 }), ...forbidden);
      refused(await post(owner, 'groupMuteAll', { group_id: NONE, value: 1 }), ...forbidden);
      for (const minutes of [-1, 43_201, 'x']) {
        assert.equal((await post(owner, 'groupMute', { group_id: groupId, user_id: member.id, minutes })).status, 422);
      }
    });

    it('D40 silence all, or nobody, as often as it is said', async () => {
      const { admin, groupId } = cast;
      for (const value of [1, 1, 0, 0]) {
        assert.equal((await post(admin, 'groupMuteAll', { group_id: groupId, value })).data, '设置成功');
        assert.equal((await target.app.caches.group.get(groupId))?.isMuted, value === 1);
      }
      assert.equal((await post(admin, 'groupMuteAll', { group_id: groupId, value: 2 })).status, 422);
    });
  });

  describe('POST /api/chat/groupAdmin and groupTransfer', () => {
    const appoint = (user: TestUser, other: TestUser, value: 0 | 1): Promise<Answer> =>
      post(user, 'groupAdmin', { group_id: cast.groupId, user_id: other.id, value });
    const transfer = (user: TestUser, other: TestUser): Promise<Answer> =>
      post(user, 'groupTransfer', { group_id: cast.groupId, user_id: other.id });
    const roleOf = async (user: TestUser): Promise<number | undefined> => (await info(user)).me?.role;

    it('D40 makes a member an admin, who is muted no more, and a plain member again', async () => {
      const { owner, member, groupId } = cast;
      await post(owner, 'groupMute', { group_id: groupId, user_id: member.id, minutes: 5 });
      for (const value of [1, 1] as const) assert.equal((await appoint(owner, member, value)).data, '设置成功');
      assert.deepEqual([(await info(member)).me?.role, (await info(member)).me?.muted_until], [1, 0]);
      for (const value of [0, 0] as const) assert.equal((await appoint(owner, member, value)).data, '设置成功');
      assert.equal(await roleOf(member), 0);
    });

    it('gives the group away; the owner before becomes a plain member', async () => {
      const { owner, member, groupId } = cast;
      assert.equal((await transfer(owner, member)).data, '设置成功');
      assert.deepEqual([await roleOf(owner), await roleOf(member)], [0, 2]);
      const [group] = await list(owner);
      assert.equal(group?.user_id, member.id);
      assert.equal((await target.app.caches.group.get(groupId))?.ownerId, member.id);
      refused(await post(owner, 'groupUpdateName', { id: groupId, name: 'x' }), '403 group_name_owner', '只有群主才能修改群名称');
    });

    for (const [name, act] of [
      ['groupAdmin', (user: TestUser, other: TestUser) => appoint(user, other, 1)],
      ['groupTransfer', transfer],
    ] as const) {
      it(`D10 ${name} is the owner’s alone, and for open accounts in the group`, async () => {
        const { owner, admin, member, visitor, stranger, groupId } = cast;
        for (const user of [admin, member, stranger]) refused(await act(user, user), '403 group_owner_only', '只有群主才能操作');
        refused(await act(owner, owner), '400 group_action_invalid', '非法操作');
        refused(await act(owner, stranger), '404 group_member_missing', '该用户不在群里');
        refused(await act(owner, visitor), '400 group_role_visitor', '游客不能成为群主或管理员');
        await setStatus(target, member.id, 0);
        refused(await act(owner, member), '404 group_applicant_unavailable', '用户不存在或者被封禁');
        await setGroupStatus(target, groupId, 2);
        refused(await act(owner, admin), '404 group_not_found', '群不存在或被封禁');
      });
    }

    it('gives nobody more groups than one may own', async () => {
      const { owner, member } = cast;
      const { perOwner } = target.app.config.group;
      for (let count = 0; count < perOwner; count++) await makeGroup(target, { owner: member });
      refused(await transfer(owner, member), '400 group_owner_limit', '对方拥有的群数量已达到上限');
    });
  });
});
