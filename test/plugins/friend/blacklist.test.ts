import assert from 'node:assert/strict';
import type { WireApplication, WireFriend } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import type { Answer, Api } from '../../support/api.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { createUser, makeFriends, type TestUser } from '../../support/factory.ts';
import { good } from '../../support/good.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';

describeStores('friends and the blacklist', (store) => {
  const target = store.serve();
  const ann = anew(() => createOpenUser(target));
  const bob = anew(() => createOpenUser(target));

  const as = ({ token }: TestUser): Api => target.api.as(token);
  const set = (who: TestUser, id: number, value: unknown): Promise<Answer> => as(who).post(`/api/chat/blacklist/${id}`, { value });
  const setFriend = (who: TestUser, id: number, body: object = {}): Promise<Answer> =>
    as(who).post(`/api/chat/setblackgoodfriend/${id}`, body);
  const isBlocked = async (from: TestUser, to: TestUser): Promise<boolean> => {
    const { status, code } = await post(target, from, { to: to.id, data: 'hello' });
    assert.ok(status === 200 || code === 'blocked', code);
    return code === 'blocked';
  };

  it('ends what the two asked of each other; the blacklisted one is not told', async () => {
    const pending = async (who: TestUser): Promise<WireApplication[]> =>
      (await as(who).get<{ alldata: WireApplication[] }>('/api/chat/listapplyfriend/1')).data.alldata.filter(
        ({ status }) => status === 'pending',
      );
    await as(bob).post('/api/chat/applyfriend', { friend_id: ann.id });
    assert.equal((await pending(ann)).length, 1);
    good(await set(ann, bob.id, 1));
    assert.deepEqual(await pending(ann), []);
    refused(await as(bob).post('/api/chat/applyfriend', { friend_id: ann.id }), '409 application_pending', '您已经申请过了，请勿重复申请');
    const carl = await createUser(target);
    await as(ann).post('/api/chat/applyfriend', { friend_id: carl.id });
    good(await set(ann, carl.id, 1));
    assert.deepEqual(await pending(carl), []);
  });

  describe('POST /api/chat/setblackgoodfriend/:id', () => {
    const flag = async (): Promise<number> => (await as(ann).post<WireFriend>(`/api/chat/ismygoodfriend/${bob.id}`)).data.isblack;

    it('D40 takes a value, and is turned round without one', async () => {
      await makeFriends(target, ann.id, bob.id);
      const flags: number[] = [];
      for (const body of [{ value: 1 }, { value: 1 }, { value: 0 }, {}, {}]) {
        good(await setFriend(ann, bob.id, body));
        flags.push(await flag());
      }
      assert.deepEqual(flags, [1, 1, 0, 1, 0]);
      assert.equal((await setFriend(ann, bob.id, { value: 2 })).status, 422);
    });

    it('binds a friend: nothing can be sent until it is undone', async () => {
      await makeFriends(target, ann.id, bob.id);
      assert.equal(await isBlocked(bob, ann), false);
      good(await setFriend(ann, bob.id, { value: 1 }));
      assert.equal(await isBlocked(bob, ann), true);
      assert.equal(await isBlocked(ann, bob), false);
      good(await setFriend(ann, bob.id, { value: 0 }));
      assert.equal(await isBlocked(bob, ann), false);
    });

    it('D10 is for friends only', async () => {
      for (const id of [bob.id, ann.id, 2 ** 40]) refused(await setFriend(ann, id), '404 friend_not_found', '好友不存在');
    });
  });
});
