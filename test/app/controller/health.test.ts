import assert from 'node:assert/strict';
import { describeStores } from '../../support/matrix.ts';

describeStores('GET /healthz', (store) => {
  const target = store.serve({ config: { health: { timeout: 200 } } });

  const ask = async (): Promise<{ status: number; body: unknown; cache: string | null }> => {
    const response = await fetch(`${target.url}/healthz`);
    return { status: response.status, body: await response.json(), cache: response.headers.get('cache-control') };
  };

  it('is ok when every part answers, and is never cached', async () => {
    assert.deepEqual(await ask(), { status: 200, body: { status: 'ok', sql: 'ok', engine: 'ok', storage: 'ok' }, cache: 'no-store' });
  });

  it('names the part that fails, without saying why', async () => {
    const { engine } = target.app;
    const health = engine.health.bind(engine);
    const failures = [() => Promise.resolve({ ok: false, reason: 'secret host' }), () => Promise.reject(new Error('secret host'))];
    try {
      for (const failure of failures) {
        engine.health = failure;
        assert.deepEqual(await ask(), {
          status: 503,
          body: { status: 'unavailable', sql: 'ok', engine: 'down', storage: 'ok' },
          cache: 'no-store',
        });
      }
    } finally {
      engine.health = health;
    }
  });

  it('tells of files that are out of reach, and is ok all the same', async () => {
    const { storage } = target.app;
    const health = storage.health.bind(storage);
    try {
      storage.health = () => Promise.reject(new Error('secret host'));
      assert.deepEqual(await ask(), { status: 200, body: { status: 'ok', sql: 'ok', engine: 'ok', storage: 'down' }, cache: 'no-store' });
    } finally {
      storage.health = health;
    }
  });

  it('takes a part that hangs as down', async () => {
    const sqlHealth = target.app.sqlHealth.bind(target.app);
    try {
      target.app.sqlHealth = () => new Promise(() => undefined);
      assert.deepEqual((await ask()).body, { status: 'unavailable', sql: 'down', engine: 'ok', storage: 'ok' });
    } finally {
      target.app.sqlHealth = sqlHealth;
    }
  });
});
