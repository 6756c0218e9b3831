import assert from 'node:assert/strict';
import { createOpenUser, post } from '../../support/chat.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { until } from '../../support/wait.ts';

describeStores('the watch over terms', (store) => {
  const target = store.serve({ config: { search: { interval: 10 } } });
  let me: TestUser;
  let ann: TestUser;

  before(async () => {
    [me, ann] = await Promise.all([createOpenUser(target), createUser(target)]);
  });

  const terms = async (): Promise<string[]> => {
    const rows = await target.app.sql.query<{ term: string }>('SELECT term FROM term ORDER BY term');
    return rows.map(({ term }) => term);
  };

  it('indexes what was sent, without a search, and forgets what was taken back', async () => {
    const { status, data } = await post(target, ann, { to: me.id, data: 'some words' });
    assert.equal(status, 200);
    await until(async () => (await terms()).length > 0);
    assert.deepEqual(await terms(), ['some', 'words']);
    assert.equal((await target.api.as(ann.token).post('/api/chat/revokeMessage', { id: data.id })).status, 200);
    await until(async () => (await terms()).length === 0);
  });
});
