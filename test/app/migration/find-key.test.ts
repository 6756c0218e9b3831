import assert from 'node:assert/strict';
import migration from '../../../app/migration/0016-find-key.ts';
import { createUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { makeGroup, servicesOf } from '../../support/ticket.ts';

describeStores('migration 0016', (store) => {
  const target = store.serve();

  it('G75 names of before are found as new ones are, more than one batch of them', async () => {
    const { sql } = target.app;
    const owner = await createUser(target, { nickname: 'Ｏｌｄ　ПРИВЕТ' });
    const group = await makeGroup(target, { name: 'ΟΔΟΣ', owner });
    const many = Array.from({ length: 600 }, (_, at) => [crypto.randomUUID(), `m${at}`, `m${at}`, `Ｎｏ ${at}`, 'user', 0, 0]);
    const rows = many.map(() => '(?, ?, ?, ?, ?, ?, ?)').join(', ');
    await sql.execute(
      `INSERT INTO user (uuid, username, username_key, nickname, role, created_at, updated_at) VALUES ${rows}`,
      many.flat(),
    );
    for (const table of ['user', 'chat_group']) await sql.execute(`UPDATE ${table} SET find_key = ''`);
    const { admin } = servicesOf(target);
    const total = async (search: string): Promise<number> => (await admin.list({ search, page: 1, limit: 1 })).total;
    assert.equal(await total('old привет'), 0);
    for (let times = 0; times < 2; times += 1) {
      await sql.transaction((tx) => migration.up({ sql: tx, dialect: sql.dialect, exact: '' }));
      assert.deepEqual([await total('old привет'), await total('no 599'), await total('no ')], [1, 1, 600]);
      assert.deepEqual(
        (await admin.listGroups({ search: 'οδος', page: 1, limit: 5 })).rows.map(({ id }) => id),
        [group],
      );
    }
  });
});
