import assert from 'node:assert/strict';
import { fillNameKeys } from '../../../../plugins/friend/store/name-keys.ts';
import type { Sql } from '../../../../engine/sql.ts';
import { createUser, makeFriends } from '../../../support/factory.ts';
import { describeStores } from '../../../support/matrix.ts';

describeStores('keys of names', (store) => {
  const target = store.serve();

  /** The store on which a user has another nickname by the time that keys are written. */
  function renaming(id: number, nickname: string): Sql {
    const { sql } = target.app;
    const transaction: Sql['transaction'] = async (work) => {
      await sql.execute('UPDATE user SET nickname = ? WHERE id = ?', [nickname, id]);
      return sql.transaction(work);
    };
    return Object.create(sql, { query: { value: sql.query.bind(sql) }, transaction: { value: transaction } }) as Sql;
  }

  for (const renamed of ['Éva', 'eva', 'Eva ', 'Bob']) {
    it(`G11 a name that becomes ${JSON.stringify(renamed)} meanwhile does not get the key of Eva`, async () => {
      const [me, friend] = [await createUser(target), await createUser(target, { nickname: 'Eva' })];
      await makeFriends(target, me.id, friend.id);
      await fillNameKeys(renaming(friend.id, renamed), me.id);
      const keyOf = async (): Promise<unknown> =>
        (await target.app.sql.query('SELECT name_key AS name FROM user WHERE id = ?', [friend.id]))[0]?.['name'];
      assert.equal(await keyOf(), '');
      await fillNameKeys(target.app.sql, me.id);
      assert.notEqual(await keyOf(), '');
    });
  }
});
