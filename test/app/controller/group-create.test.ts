import assert from 'node:assert/strict';
import { anew } from '../../support/anew.ts';
import type { Answer } from '../../support/api.ts';
import { block, createUser, setStatus, type TestUser } from '../../support/factory.ts';
import { befriend, castGroup, friendRow } from '../../support/group.ts';
import { groupApi, NONE } from '../../support/group-api.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';

describeStores('group creation API', (store) => {
  const target = store.serve();
  const cast = anew(() => castGroup(target));
  const { as, post, info, list } = groupApi(target, cast);

  describe('POST /api/chat/group/create', () => {
    const create = (user: TestUser, body: object): Promise<Answer> => post(user, 'group/create', body);

    it('makes a group of friends; the answer is ok, and the new group beside it', async () => {
      const { admin, member, stranger } = cast;
      const userIds = await befriend(target, stranger, member, admin);
      const response = await fetch(`${target.url}/api/chat/group/create`, {
        method: 'POST',
        headers: { token: stranger.token, 'content-type': 'application/json' },
        body: JSON.stringify({ userIds }),
      });
      const { msg, data, group } = (await response.json()) as { msg: string; data: string; group: { id: number } };
      assert.deepEqual([msg, data], ['ok', 'ok']);
      const expected = {
        name: `${stranger.username}、成员、${admin.username}`,
        avatar: `/avatar/group-${group.id}.svg`,
        remark: '',
        user_id: stranger.id,
        invite_confirm: 1,
      };
      assert.deepEqual(group, { id: group.id, ...expected });
      const { group_users: members } = await info(stranger, group.id);
      assert.deepEqual(
        members.map(({ user_id, role }) => [user_id, role]),
        [[stranger.id, 2], ...[member, admin].map(({ id }) => [id, 0]).toSorted(([a = 0], [b = 0]) => a - b)],
      );
    });

    it('takes the row ids as the published client sends them, and names of every kind (D14, D44)', async () => {
      const { member, stranger } = cast;
      const [row] = await befriend(target, stranger, member);
      const names = ['* + ? ( [ \\ . | $', '👨‍👩‍👧 群', 'مجموعة‎-1', '群'.repeat(50)];
      await target.app.sql.execute('UPDATE user SET nickname = ? WHERE id = ?', ['$1\\', stranger.id]);
      for (const name of names) {
        assert.equal((await as(stranger).form('/api/chat/group/create', { 'userIds[0]': String(row), name })).data, 'ok', name);
      }
      assert.deepEqual(
        (await list(stranger)).map(({ name }) => name),
        names.toReversed(),
      );
      const [last] = await list(stranger);
      assert.equal((await info(member, last?.id)).name, names.at(-1));
    });

    it('cuts the names of many to 50 characters', async () => {
      const { owner } = cast;
      const friends = await Promise.all(Array.from({ length: 3 }, () => createUser(target, { nickname: '😀'.repeat(20) })));
      const userIds = await befriend(target, owner, ...friends);
      assert.equal((await create(owner, { userIds, name: ' \t' })).data, 'ok');
      assert.equal((await list(owner))[0]?.name, `群主、${'😀'.repeat(20)}、${'😀'.repeat(20)}、${'😀'.repeat(5)}`);
    });

    it('needs users', async () => {
      const { owner } = cast;
      for (const body of [{}, { userIds: [] }, { userIds: '' }])
        refused(await create(owner, body), '400 group_users_missing', '请选择加入群聊的用户');
      assert.equal((await create(owner, { userIds: ['x'] })).status, 422);
      assert.equal((await create(owner, { userIds: [1], name: '群'.repeat(51) })).status, 422);
    });

    it("D10 takes rows of one's own friend list only", async () => {
      const { owner, member, stranger } = cast;
      const [mine = 0] = await befriend(target, owner, member);
      const [foreign] = await befriend(target, stranger, member);
      for (const row of [foreign, member.id + NONE, await friendRow(target, member, owner)]) {
        refused(await create(owner, { userIds: [mine, row] }), '404 group_user_not_found', '用户不存在，无法加入群聊');
      }
    });

    it('D36 puts nobody into a group who is disabled, or has blacklisted the maker', async () => {
      const { owner, admin, member } = cast;
      const [first] = await befriend(target, owner, member);
      await setStatus(target, member.id, 0);
      refused(await create(owner, { userIds: [first] }), '404 group_user_not_found', '用户不存在，无法加入群聊');
      const [second] = await befriend(target, owner, admin);
      await block(target, admin.id, owner.id);
      refused(await create(owner, { userIds: [second] }), '404 group_user_not_found', '用户不存在，无法加入群聊');
    });

    it('is closed to visitors', async () => {
      const { visitor } = cast;
      refused(await create(visitor, { userIds: [1] }), '403 visitor_refused', '您没有权限访问，请先注册或登录');
    });
  });
});
