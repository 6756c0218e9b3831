import assert from 'node:assert/strict';
import mysql, { type Connection } from 'mysql2/promise';
import { commit } from '../../../../app/messaging/journal/commit.ts';
import { Receipts } from '../../../../app/messaging/journal/receipts.ts';
import type { Sql } from '../../../../engine/sql.ts';
import { draft } from '../../../support/draft.ts';
import { MysqlStore } from '../../../../plugins/sequelize/mysql/store.ts';
import foundation from '../../../../app/migration/0001-foundation.ts';
import { sharedMariadb } from '../../../support/mariadb.ts';

/** Small tables, which MariaDB would rather read whole, and a list that is too long for it to look up. */
const SIZES = [
  { conversations: 3, batch: 2 },
  { conversations: 10, batch: 5 },
  { conversations: 60, batch: 30 },
  { conversations: 1500, batch: 1100 },
] as const;

for (const { conversations, batch } of SIZES) {
  describe(`G100 locks on MariaDB, ${batch} of ${conversations} conversations`, () => {
    const ids = Array.from({ length: conversations }, (_, at) => at + 1);
    const step = conversations / batch;
    const own = Array.from({ length: batch }, (_, at) => Math.floor(at * step) + 1);
    const others = ids.filter((id) => !own.includes(id));
    let store: MysqlStore;
    let sql: Sql;
    let rival: Connection;

    before(async () => {
      const url = await (await sharedMariadb()).createDatabase();
      store = new MysqlStore(url, { deadline: 4000, connections: 2, onStatement: () => undefined });
      ({ sql } = store);
      await foundation.up({ sql, dialect: 'mysql', exact: '' });
      const rows = ids.map((id) => `('single', 'single:1:${id + 1}', 0)`).join();
      await sql.execute(`INSERT INTO conversation (kind, name_key, created_at) VALUES ${rows}`);
      const members = ids.flatMap((id) => [`(1, ${id}, ${id + 1}, 0)`, `(${id + 1}, ${id}, 1, 0)`]).join();
      await sql.execute(`INSERT INTO member (user_id, conversation_id, peer_id, created_at) VALUES ${members}`);
      rival = await mysql.createConnection(url);
      await rival.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
    });

    beforeEach(async () => {
      await rival.query('START TRANSACTION');
      for (const id of others) {
        await rival.query('SELECT 1 FROM conversation FORCE INDEX (PRIMARY) WHERE id = ? FOR UPDATE', [id]);
        await rival.query('SELECT 1 FROM member FORCE INDEX (PRIMARY) WHERE user_id IN (1, ?) AND conversation_id = ? FOR UPDATE', [
          id + 1,
          id,
        ]);
      }
    });
    afterEach(() => rival.query('ROLLBACK'));
    after(async () => {
      rival.destroy();
      await store.close();
    });

    it('a commit waits for no other conversation, and for no other member', async () => {
      const drafts = own.map((id) => draft(id, { senderId: id + 1, spends: true, opens: 1 }));
      const settled = await commit(sql, drafts);
      assert.deepEqual(new Set(settled.map(({ kind }) => kind)), new Set(['stored']));
      assert.equal(sql.reruns, 0);
    });

    it('nor do receipts', async () => {
      const failed: unknown[] = [];
      const receipts = new Receipts({ sql, interval: 1e6, onError: (error) => failed.push(error) });
      for (const id of own) receipts.mark(1, id, [1, 1]);
      await receipts.close();
      assert.deepEqual(failed, []);
      const [row] = await sql.query<{ count: number }>('SELECT COUNT(*) AS count FROM member WHERE user_id = 1 AND delivered_seq = 1');
      assert.equal(row?.count, batch);
    });
  });
}
