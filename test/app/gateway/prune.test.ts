import assert from 'node:assert/strict';
import { prune } from '../../../app/gateway/prune.ts';
import { describeStores } from '../../support/matrix.ts';
import type { TestApp } from '../../support/app.ts';

const DAY = 86_400_000;

describeStores('pruning', (store) => {
  let booted: TestApp;
  before(async () => {
    booted = await store.boot();
  });
  after(() => booted.close());

  it('removes what ended long ago and keeps what may still be asked for', async () => {
    const { sql } = booted.app;
    const now = Date.now();
    const session = `INSERT INTO session (user_id, role, created_at, expires_at, revoked_at) VALUES (999, 'user', ?, ?, ?)`;
    for (const [expires, revoked] of [
      [now - 31 * DAY, null],
      [now + DAY, now - 31 * DAY],
      [now - 29 * DAY, null],
      [now + DAY, now - 29 * DAY],
      [now + DAY, null],
    ] as const) {
      await sql.execute(session, [now, expires, revoked]);
    }
    for (const at of [now - 2 * DAY, now - DAY / 2]) {
      await sql.execute(`INSERT INTO revocation (user_id, session_id, reason, created_at) VALUES (999, NULL, 'changed', ?)`, [at]);
    }
    await prune(sql, now);
    const [left] = await sql.query<{ sessions: number; revocations: number }>(
      `SELECT (SELECT COUNT(*) FROM session WHERE user_id = 999) AS sessions, (SELECT COUNT(*) FROM revocation WHERE user_id = 999) AS revocations`,
    );
    assert.deepEqual({ ...left }, { sessions: 3, revocations: 1 });
  });
});
