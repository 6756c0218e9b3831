import assert from 'node:assert/strict';
import { windowsOf } from '../../../app/schema/windows.ts';
import { createUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';

describeStores('windowsOf', (store) => {
  const target = store.serve();

  it('gives every id of a table once, and ends behind the last', async () => {
    const { sql } = target.app;
    const last = (await createUser(target)).id;
    const windows = [];
    for await (const window of windowsOf(sql, 'user', 2)) windows.push(window);
    assert.deepEqual(
      windows,
      Array.from({ length: Math.ceil(last / 2) }, (_, at) => ({ after: at * 2, upTo: at * 2 + 2 })),
    );
  });

  it('gives none of an empty table', async () => {
    for await (const window of windowsOf(target.app.sql, 'revocation', 2)) assert.fail(JSON.stringify(window));
  });
});
