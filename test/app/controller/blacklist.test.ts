import assert from 'node:assert/strict';
import type { WireUser } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import type { Answer, Api } from '../../support/api.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { createUser, createVisitor, makeFriends, setStatus, type TestUser } from '../../support/factory.ts';
import { good } from '../../support/good.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';

describeStores('blacklist API', (store) => {
  const target = store.serve();
  const ann = anew(() => createOpenUser(target));
  const bob = anew(() => createOpenUser(target));

  const as = ({ token }: TestUser): Api => target.api.as(token);
  const set = (who: TestUser, id: number, value: unknown): Promise<Answer> => as(who).post(`/api/chat/blacklist/${id}`, { value });
  const list = async (who: TestUser, path = '1'): Promise<{ count: number; rows: WireUser[] }> =>
    (await as(who).get<{ count: number; rows: WireUser[] }>(`/api/chat/blacklist/${path}`)).data;
  const isBlocked = async (from: TestUser, to: TestUser): Promise<boolean> => {
    const { status, code } = await post(target, from, { to: to.id, data: 'hello' });
    assert.ok(status === 200 || code === 'blocked', code);
    return code === 'blocked';
  };

  it('binds users, friends and visitors at once, and is undone at once', async () => {
    const [friend, visitor] = [await createUser(target), await createVisitor(target)];
    await makeFriends(target, ann.id, friend.id);
    for (const other of [bob, friend, visitor]) {
      assert.equal(await isBlocked(other, ann), false);
      good(await set(ann, other.id, 1));
      assert.equal(await isBlocked(other, ann), true);
      good(await set(ann, other.id, 0));
      assert.equal(await isBlocked(other, ann), false);
    }
  });

  it('D40 takes a value, and may be repeated', async () => {
    for (const [value, count] of [
      [1, 1],
      ['1', 1],
      [0, 0],
      [0, 0],
    ] as const) {
      good(await set(ann, bob.id, value));
      assert.equal((await list(ann)).count, count);
    }
    for (const value of [undefined, 2, 'abc', true]) assert.equal((await set(ann, bob.id, value)).status, 422);
  });

  it('refuses oneself and nobody', async () => {
    refused(await set(ann, ann.id, 1), '400 blacklist_self', '不能拉黑自己');
    refused(await set(ann, 2 ** 40, 1), '404 user_not_found', '用户不存在');
  });

  it('D10 D13 lists the own one only, the latest first, in pages', async () => {
    const others = [await createUser(target), await createVisitor(target), await createUser(target)];
    for (const { id } of others) good(await set(ann, id, 1));
    const { count, rows } = await list(ann);
    assert.equal(count, 3);
    assert.deepEqual(new Set(rows.map(({ id }) => id)), new Set(others.map(({ id }) => id)));
    const pages = await Promise.all([1, 2, 3].map((page) => list(ann, `${page}?limit=2`)));
    assert.deepEqual(
      pages.map((page) => page.rows.length),
      [2, 1, 0],
    );
    assert.deepEqual(await list(bob), { count: 0, rows: [] });
    for (const path of ['0', 'abc', '1?limit=0', '1?limit=-5', '1?limit=abc'])
      assert.equal((await as(ann).get(`/api/chat/blacklist/${path}`)).status, 422, path);
    for (const path of ['1?limit=1000000000', '1000000000'])
      assert.equal((await as(ann).get(`/api/chat/blacklist/${path}`)).status, 200, path);
  });

  it('can be undone for one who was disabled meanwhile', async () => {
    good(await set(ann, bob.id, 1));
    await setStatus(target, bob.id, 0);
    good(await set(ann, bob.id, 0));
    assert.equal((await list(ann)).count, 0);
  });
});
