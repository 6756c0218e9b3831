import assert from 'node:assert/strict';
import migration from '../../../app/migration/0014-plain-address.ts';
import { createUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';

describeStores('migration 0014', (store) => {
  const target = store.serve();

  it('G107 sessions of before lose the IPv6 around their IPv4, and nothing else', async () => {
    const { sql } = target.app;
    const given = ['::ffff:192.0.2.7', '::FFFF:c000:207', '192.0.2.7', '2001:db8:ffff::1', ''];
    const { id } = await createUser(target);
    for (const address of given)
      await sql.execute('INSERT INTO session (user_id, role, created_at, expires_at, address) VALUES (?, ?, 0, 0, ?)', [
        id,
        'user',
        address,
      ]);
    await sql.transaction((tx) => migration.up({ sql: tx, dialect: sql.dialect, exact: '' }));
    const rows = await sql.query<{ address: string }>('SELECT address FROM session WHERE created_at = 0 ORDER BY id');
    assert.deepEqual(
      rows.map(({ address }) => address),
      ['192.0.2.7', '192.0.2.7', '192.0.2.7', '2001:db8:ffff::1', ''],
    );
  });
});
