import assert from 'node:assert/strict';
import type { WireGroupInfo } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import { createVisitor } from '../../support/factory.ts';
import { castGroup } from '../../support/group.ts';
import { groupApi, NONE } from '../../support/group-api.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';
import { makeGroup, setGroupStatus } from '../../support/ticket.ts';

const PICTURE = '/uploads/2f99bf9c-6c08-4950-918b-4154136d6197.png';

describeStores('group API', (store) => {
  const target = store.serve();
  const cast = anew(() => castGroup(target));
  const { as, post, info, list } = groupApi(target, cast);

  describe('GET /api/chat/grouplist/:page', () => {
    it("lists the open groups that one is in, newest first, with one's own place only", async () => {
      const { owner, member, visitor, stranger, groupId } = cast;
      const second = await makeGroup(target, { name: '新群', owner: member });
      for (const closed of [0, 2]) await setGroupStatus(target, await makeGroup(target, { owner: member }), closed);
      assert.deepEqual(
        (await list(member)).map(({ id }) => id),
        [second, groupId],
      );
      const [, old] = await list(member);
      assert.match(old?.create_time ?? '', /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, 'G99 the published client prints it');
      assert.deepEqual(old, {
        id: groupId,
        name: '老群',
        avatar: `/avatar/group-${groupId}.svg`,
        remark: '',
        user_id: owner.id,
        invite_confirm: 0,
        status: 1,
        is_muted: 0,
        is_room: false,
        create_time: old?.create_time,
        count: 4,
        group_users: [
          { group_id: groupId, user_id: member.id, nickname: '', avatar: `/avatar/user-${member.id}.svg`, role: 0, muted_until: 0 },
        ],
      });
      assert.deepEqual(await list(stranger), []);
      assert.equal((await list(visitor)).length, 1);
    });

    it('D13 goes by pages, and refuses wrong ones', async () => {
      const { member, groupId } = cast;
      const second = await makeGroup(target, { owner: member });
      assert.deepEqual(
        (await list(member, '1?limit=1')).map(({ id }) => id),
        [second],
      );
      assert.deepEqual(
        (await list(member, '2?limit=1')).map(({ id }) => id),
        [groupId],
      );
      assert.deepEqual(await list(member, '3?limit=1'), []);
      assert.equal((await list(member, '1?limit=1000000000')).length, 2);
      for (const page of ['0', '-1', 'abc', '1.5', '1e9', String(NONE), '1?limit=-5', '1?limit=0', '1?limit=abc']) {
        assert.equal((await as(member).get(`/api/chat/grouplist/${page}`)).status, 422, page);
      }
    });
  });

  describe('GET /api/chat/groupinfo/:id', () => {
    it('shows members the members: the owner, the admins, the rest', async () => {
      const { owner, admin, member, visitor, groupId } = cast;
      const { group_users: members, ...group } = await info(visitor);
      assert.deepEqual([group.count, group.me?.user_id, group.me?.role], [4, visitor.id, 0]);
      assert.deepEqual(
        members.map(({ user_id, role }) => [user_id, role]),
        [[owner.id, 2], [admin.id, 1], ...[member.id, visitor.id].toSorted((a, b) => a - b).map((id) => [id, 0])],
      );
      const { create_time, ...first } = members[0]!;
      assert.ok(create_time > 0);
      assert.deepEqual(first, {
        group_id: groupId,
        user_id: owner.id,
        nickname: '',
        username: owner.username,
        avatar: `/avatar/user-${owner.id}.svg`,
        role: 2,
        muted_until: 0,
        user: {
          id: owner.id,
          uuid: owner.uuid,
          username: owner.username,
          nickname: '群主',
          avatar: `/avatar/user-${owner.id}.svg`,
          role: 'user',
        },
      });
    });

    it('pages the members', async () => {
      const { owner, admin, member, groupId } = cast;
      const page = async (query: string): Promise<number[]> => {
        const { data } = await as(member).get<WireGroupInfo>(`/api/chat/groupinfo/${groupId}?${query}`);
        return data.group_users.map(({ user_id }) => user_id);
      };
      assert.deepEqual(await page('limit=1'), [owner.id]);
      assert.deepEqual(await page('limit=1&page=2'), [admin.id]);
      assert.deepEqual(await page('page=2'), []);
      assert.equal((await page('limit=1000000000')).length, 4);
      for (const query of ['page=0', 'page=abc', 'limit=-5', 'limit=0', `page=${NONE}`]) {
        assert.equal((await as(member).get(`/api/chat/groupinfo/${groupId}?${query}`)).status, 422, query);
      }
    });

    it('D10 D42 shows everybody else the face of a group that anyone may find, and never the list', async () => {
      const { owner, stranger } = cast;
      const id = await makeGroup(target, { name: '老群', owner, isListed: true });
      await target.app.sql.execute(`UPDATE chat_group SET remark = 'for members' WHERE id = ?`, [id]);
      const face = { id, name: '老群', avatar: `/avatar/group-${id}.svg`, count: 1, invite_confirm: 0, me: null, group_users: [] };
      for (const user of [stranger, await createVisitor(target)]) assert.deepEqual(await info(user, id), face);
    });

    it('knows no group that is banned, dissolved or none at all', async () => {
      const { owner } = cast;
      const ids = [await makeGroup(target, { owner }), await makeGroup(target, { owner })];
      for (const [index, id] of ids.entries()) await setGroupStatus(target, id, index * 2);
      for (const id of [...ids, NONE]) refused(await as(owner).get(`/api/chat/groupinfo/${id}`), '404 group_not_found', '群不存在或被封禁');
      refused(
        await as(owner).with({ 'accept-language': 'en' }).get(`/api/chat/groupinfo/${NONE}`),
        '404 group_not_found',
        'This group does not exist or is banned',
      );
    });
  });

  describe('what only the owner sets', () => {
    const OWNERS = [
      ['groupUpdateName', { name: '新名' }, '403 group_name_owner', '只有群主才能修改群名称'],
      ['groupremark', { remark: '公告' }, '403 group_remark_owner', '只有群主才能修改群公告'],
      ['groupAvatar', { avatar: PICTURE }, '403 group_owner_only', '只有群主才能操作'],
      ['groupAddUserSet', { addGroupSet: 1 }, '403 group_forbidden', '群不存在或者被封禁或者你无权操作'],
    ] as const;

    for (const [path, body, failure, text] of OWNERS) {
      it(`D10 POST ${path} refuses admins, members and strangers`, async () => {
        const { owner, admin, member, visitor, stranger, groupId } = cast;
        for (const user of [admin, member, stranger]) {
          refused(await post(user, path, { id: groupId, group_id: groupId, ...body }), failure, text);
        }
        refused(
          await post(visitor, path, { id: groupId, group_id: groupId, ...body }),
          '403 visitor_refused',
          '您没有权限访问，请先注册或登录',
        );
        const isMode = path === 'groupAddUserSet';
        const missing = [isMode ? '403 group_forbidden' : '404 group_not_found', isMode ? text : '群不存在或被封禁'] as const;
        refused(await post(owner, path, { id: NONE, group_id: NONE, ...body }), ...missing);
        await setGroupStatus(target, groupId, 0);
        refused(await post(owner, path, { id: groupId, group_id: groupId, ...body }), ...missing);
      });
    }

    it('sets name, announcement and join mode', async () => {
      const { owner, groupId } = cast;
      assert.equal((await post(owner, 'groupUpdateName', { id: groupId, name: ' 新 名 ' })).data, 'ok');
      assert.equal((await post(owner, 'groupremark', { id: groupId, remark: '一\n二' })).data, 'ok');
      assert.equal((await post(owner, 'groupAddUserSet', { group_id: groupId, addGroupSet: 2 })).data, '设置成功');
      const [group] = await list(owner);
      assert.deepEqual([group?.name, group?.remark, group?.invite_confirm], ['新 名', '一\n二', 2]);
      const cached = await target.app.caches.group.get(groupId);
      assert.deepEqual([cached?.name, cached?.remark, cached?.inviteConfirm], ['新 名', '一\n二', 2]);
    });

    it('refuses wrong values', async () => {
      const { owner, groupId } = cast;
      const cases = [
        ['groupUpdateName', { name: '' }, 422],
        ['groupUpdateName', { name: '  ' }, 422],
        ['groupUpdateName', { name: '群'.repeat(51) }, 422],
        ['groupremark', { remark: '' }, 422],
        ['groupremark', { remark: 'x'.repeat(501) }, 422],
        ['groupAvatar', { avatar: 'javascript:alert(1)' }, 400],
        ['groupAvatar', { avatar: `https://a.example/${'x'.repeat(1000)}` }, 400],
        ['groupAddUserSet', { addGroupSet: 3 }, 422],
        ['groupAddUserSet', {}, 422],
      ] as const;
      for (const [path, body, status] of cases) {
        assert.equal((await post(owner, path, { id: groupId, group_id: groupId, ...body })).status, status, JSON.stringify(body));
      }
      assert.equal((await post(owner, 'groupUpdateName', { id: 'x', name: '名' })).status, 422);
    });

    it('a room keeps being found by its name: a new one must be free', async () => {
      const { owner, stranger, groupId } = cast;
      const rename = 'UPDATE chat_group SET room_key = ? WHERE id = ?';
      const other = await makeGroup(target, { owner: stranger });
      await target.app.sql.execute(rename, [`taken ${groupId}`, other]);
      assert.equal((await post(owner, 'groupUpdateName', { id: groupId, name: `Taken ${groupId}` })).data, 'ok');
      await target.app.sql.execute(rename, [`free ${groupId}`, groupId]);
      const taken = await post(owner, 'groupUpdateName', { id: groupId, name: `TAKEN  ${groupId}` });
      refused(taken, '409 room_name_taken', '该群名称已被使用');
      assert.equal((await post(owner, 'groupUpdateName', { id: groupId, name: `Other ${groupId}` })).data, 'ok');
      const [row] = await target.app.sql.query('SELECT room_key FROM chat_group WHERE id = ?', [groupId]);
      assert.equal(row?.['room_key'], `other ${groupId}`);
    });
  });
});
