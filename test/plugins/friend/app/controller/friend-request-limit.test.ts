import assert from 'node:assert/strict';
import type { WireApplication } from '../../../../../protocol/index.ts';
import type { Answer } from '../../../../support/api.ts';
import { createUser, type TestUser } from '../../../../support/factory.ts';
import { describeStores } from '../../../../support/matrix.ts';
import { refused } from '../../../../support/refused.ts';

describeStores('friend applications by number', (store) => {
  it('D07 are limited per pair and window, also after refusals', async () => {
    const target = await store.boot({ config: { friend: { requestsToOne: { points: 2, window: 3_600_000 } } } });
    try {
      const [ann, bob, carl] = [await createUser(target), await createUser(target), await createUser(target)];
      const hers = target.api.as(ann.token);
      const ask = (to: TestUser): Promise<Answer> => hers.post('/api/chat/applyfriend', { friend_id: to.id });
      for (let round = 0; round < 2; round++) {
        assert.equal((await ask(bob)).status, 200);
        // What waits already costs no try.
        assert.equal((await ask(bob)).code, 'application_pending');
        const { data } = await target.api.as(bob.token).get<{ alldata: WireApplication[] }>('/api/chat/listapplyfriend/1');
        await target.api.as(bob.token).post(`/api/chat/handleapply/${data.alldata[0]?.id}`, { status: 'refuse' });
      }
      const late = await ask(bob);
      refused(late, '429 too_many', '操作过于频繁，请稍后再试');
      assert.ok(Number(late.headers.get('retry-after')) > 0);
      assert.equal((await ask(carl)).status, 200);
    } finally {
      await target.close();
    }
  });
});
