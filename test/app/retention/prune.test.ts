import assert from 'node:assert/strict';
import { prune } from '../../../app/retention/prune.ts';
import { describeStores } from '../../support/matrix.ts';
import type { TestApp } from '../../support/app.ts';

const DAY = 86_400_000;

describeStores('pruning', (store) => {
  let booted: TestApp;
  before(async () => {
    booted = await store.boot();
  });
  after(() => booted.close());

  it('G26 removes what ended long ago and keeps what may still be asked for', async () => {
    const { sql, people, config } = booted.app;
    const now = Date.now();
    const session = `INSERT INTO session (user_id, role, created_at, expires_at, revoked_at) VALUES (999, 'user', ?, ?, ?)`;
    for (const [expires, revoked] of [
      [now - 91 * DAY, null],
      [now + DAY, now - 91 * DAY],
      [now - 89 * DAY, null],
      [now + DAY, now - 89 * DAY],
      [now + DAY, null],
    ] as const) {
      await sql.execute(session, [now, expires, revoked]);
    }
    for (const at of [now - 2 * DAY, now - DAY / 2]) {
      await sql.execute(`INSERT INTO revocation (user_id, session_id, reason, created_at) VALUES (999, NULL, 'changed', ?)`, [at]);
    }
    await prune({ sql, people, config }, now);
    const [left] = await sql.query<{ sessions: number; revocations: number }>(
      `SELECT (SELECT COUNT(*) FROM session WHERE user_id = 999) AS sessions, (SELECT COUNT(*) FROM revocation WHERE user_id = 999) AS revocations`,
    );
    assert.deepEqual({ ...left }, { sessions: 3, revocations: 1 });
    await prune({ sql, people, config: { ...config, retention: { ...config.retention, sessions: 0 } } }, now + 1000 * DAY);
    const [kept] = await sql.query<{ sessions: number }>('SELECT COUNT(*) AS sessions FROM session WHERE user_id = 999');
    assert.equal(Number(kept?.sessions), 3, '0 keeps them for good');
  });

  it('G26 goes on until all is gone, some hundreds at a time', async () => {
    const { sql, people, config } = booted.app;
    const now = Date.now();
    const values = Array.from({ length: 1200 }, () => `(998, 'user', 1, ${now - 91 * DAY}, NULL)`).join(', ');
    await sql.execute(`INSERT INTO session (user_id, role, created_at, expires_at, revoked_at) VALUES ${values}`);
    await prune({ sql, people, config }, now);
    const [left] = await sql.query<{ sessions: number }>('SELECT COUNT(*) AS sessions FROM session WHERE user_id = 998');
    assert.equal(Number(left?.sessions), 0);
  });
});
