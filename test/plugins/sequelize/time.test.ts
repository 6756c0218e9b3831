import assert from 'node:assert/strict';
import type { Store } from '../../../plugins/sequelize/store.ts';
import { openMariadb, openSqlite } from './support.ts';

/** Statements that take some ms of one connection each. */
const LONG = {
  SQLite: 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 20000) SELECT COUNT(*) FROM c',
  MariaDB: 'SELECT SLEEP(0.005)',
};
const COUNT = 40;
const BUSY = 400;

for (const [name, sql] of Object.entries(LONG)) {
  describe(`the time of a statement on ${name}`, () => {
    let store: Store;
    let times: number[];

    before(async () => {
      const onStatement = (_: string, ms: number): void => void times.push(ms);
      times = [];
      store = name === 'SQLite' ? openSqlite({ onStatement }) : await openMariadb({ onStatement });
      await store.connect();
    });
    beforeEach(() => (times = []));
    after(() => store.close());

    it('G105 is not that of those before it on the connection', async () => {
      const since = performance.now();
      await store.sql.transaction((tx) => Promise.all(Array.from({ length: COUNT }, () => tx.query(sql))));
      const all = performance.now() - since;
      assert.ok(times.length >= COUNT);
      const sum = times.reduce((total, ms) => total + ms, 0);
      // One after the other, they took no longer together than all of it did.
      assert.ok(sum <= all, `${sum} of ${all} ms`);
    });

    it('G105 is not that for which its answer waits until this thread reads it', async () => {
      const running = store.sql.query('SELECT 1');
      const until = performance.now() + BUSY;
      while (performance.now() < until);
      await running;
      assert.ok(Math.max(...times) < BUSY, `${times.join(', ')} ms`);
    });
  });
}
