import assert from 'node:assert/strict';
import { anew } from '../../support/anew.ts';
import { createUser, createVisitor, setStatus } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';

describeStores('relation API', (store) => {
  const target = store.serve();
  const user = anew(() => createUser(target));
  const other = anew(() => createUser(target));

  const isFollowing = async (userId: number): Promise<boolean> =>
    (await target.app.caches.relation.get(`${userId}:${other.id}`)).isFollowing;

  describe('POST /api/chat/follow/:id and /api/chat/unfollow/:id', () => {
    it('follow a user and no longer, for users and visitors, and the policy sees it at once', async () => {
      const visitor = await createVisitor(target);
      for (const { id, token } of [user, visitor]) {
        assert.equal(await isFollowing(id), false);
        assert.equal((await target.api.as(token).post(`/api/chat/follow/${other.id}`)).data, 'ok');
        assert.equal(await isFollowing(id), true);
        assert.equal((await target.api.as(token).post(`/api/chat/unfollow/${other.id}`)).data, 'ok');
        assert.equal(await isFollowing(id), false);
      }
    });

    it('D40 may be repeated, also at once', async () => {
      const mine = target.api.as(user.token);
      const follows = await Promise.all(Array.from({ length: 5 }, () => mine.post(`/api/chat/follow/${other.id}`)));
      assert.deepEqual(
        follows.map(({ status }) => status),
        [200, 200, 200, 200, 200],
      );
      assert.equal(await isFollowing(user.id), true);
      for (let round = 0; round < 2; round++) assert.equal((await mine.post(`/api/chat/unfollow/${other.id}`)).data, 'ok');
    });

    it('know neither nobody nor a disabled user', async () => {
      await setStatus(target, other.id, 0);
      for (const route of ['follow', 'unfollow']) {
        for (const id of [other.id, 2 ** 40]) {
          refused(await target.api.as(user.token).post(`/api/chat/${route}/${id}`), '404 user_not_found', '用户不存在');
        }
      }
    });

    it('nobody follows himself', async () => {
      refused(await target.api.as(user.token).post(`/api/chat/follow/${user.id}`), '400 follow_self', '不能关注自己');
    });

    it('refuse an id that is none', async () => {
      for (const route of ['follow', 'unfollow']) {
        for (const id of ['abc', '0', '-1', '1.5', '1e3', '99999999999999999999']) {
          assert.equal((await target.api.as(user.token).post(`/api/chat/${route}/${id}`)).status, 422, `${route}/${id}`);
        }
      }
    });
  });
});
