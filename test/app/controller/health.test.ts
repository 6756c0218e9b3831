import assert from 'node:assert/strict';
import { hasUnit } from '../../support/has-unit.ts';
import { describeStores } from '../../support/matrix.ts';

/** Told where they are kept. */
const FILES = hasUnit('file') ? { storage: 'ok' } : {};

describeStores('GET /healthz', (store) => {
  const target = store.serve({ config: { health: { timeout: 1000 } } });

  const ask = async (): Promise<{ status: number; body: unknown; cache: string | null }> => {
    const response = await fetch(`${target.url}/healthz`);
    return { status: response.status, body: await response.json(), cache: response.headers.get('cache-control') };
  };

  it('is ok when every part answers, and is never cached', async () => {
    assert.deepEqual(await ask(), { status: 200, body: { status: 'ok', sql: 'ok', engine: 'ok', ...FILES }, cache: 'no-store' });
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
          body: { status: 'unavailable', sql: 'ok', engine: 'down', ...FILES },
          cache: 'no-store',
        });
      }
    } finally {
      engine.health = health;
    }
  });

  it('takes a part that hangs as down, and goes on when it answers', async () => {
    const sqlHealth = target.app.sqlHealth.bind(target.app);
    try {
      let answer = (): void => assert.fail('nobody asked');
      target.app.sqlHealth = () => new Promise((resolve) => (answer = () => resolve({ ok: true })));
      assert.deepEqual((await ask()).body, { status: 'unavailable', sql: 'down', engine: 'ok', ...FILES });
      target.app.sqlHealth = sqlHealth;
      answer();
      assert.equal((await ask()).status, 200);
    } finally {
      target.app.sqlHealth = sqlHealth;
    }
  });
});
