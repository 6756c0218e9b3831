import assert from 'node:assert/strict';
import { describeStores } from '../../support/matrix.ts';

describeStores('GET /healthz: files', (store) => {
  const target = store.serve();

  it('tells of files that are out of reach, and is ok all the same', async () => {
    const { storage } = target.app;
    const health = storage.health.bind(storage);
    try {
      storage.health = () => Promise.reject(new Error('secret host'));
      const response = await fetch(`${target.url}/healthz`);
      assert.deepEqual([response.status, await response.json()], [200, { status: 'ok', sql: 'ok', engine: 'ok', storage: 'down' }]);
    } finally {
      storage.health = health;
    }
  });
});
