import assert from 'node:assert/strict';
import migration from '../../../app/migration/0018-follower.ts';
import { exactText } from '../../../plugins/sequelize/exact.ts';
import { describeStores } from '../../support/matrix.ts';

describeStores('migration 0018', (store) => {
  const target = store.serve({ config: { gateway: { enable: false } } });

  it('U6 what was indexed before is indexed still, also where it ran half way', async () => {
    const { sql } = target.app;
    const schema = { dialect: sql.dialect, exact: await exactText(sql, sql.dialect) };
    const cursors = (): Promise<unknown> =>
      sql.query('SELECT conversation_id AS id, name, seq FROM journal_cursor ORDER BY conversation_id');
    await sql.execute('INSERT INTO term_cursor (conversation_id, seq) VALUES (7, 40), (8, 2)');
    await sql.transaction((tx) => migration.down({ sql: tx, ...schema }));
    await sql.transaction((tx) => migration.up({ sql: tx, ...schema }));
    const taken = [
      { id: 7, name: 'search', seq: 40 },
      { id: 8, name: 'search', seq: 2 },
    ];
    assert.deepEqual(await cursors(), taken);
    // SQLite takes a migration as a whole.
    if (store.name === 'sqlite') return;
    await sql.execute('DELETE FROM journal_cursor WHERE conversation_id = 8');
    await sql.transaction((tx) => migration.up({ sql: tx, ...schema }));
    assert.deepEqual(await cursors(), taken);
  });
});
