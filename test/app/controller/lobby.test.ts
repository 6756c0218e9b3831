import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { WireLobby } from '../../../protocol/index.ts';
import { createUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { foyerSocket } from '../../support/socket.ts';

describeStores('GET /api/lobby/:uuid', (store) => {
  const target = store.serve();
  const features = (): readonly string[] => target.app.plugins.filter(({ isFeature }) => isFeature).map(({ name }) => name);

  it('G26 tells who makes no row whether visitors are taken, and whether an account of the service is there', async () => {
    const open = { chatset: { visitor: { sendCount: 2, needFollow: false }, user: { sendCount: 2, needFollow: false } } } as const;
    const kefu = await createUser(target, { username: 'kefu', chatset: open.chatset });
    const other = await createUser(target);
    const count = async (): Promise<unknown> => (await target.app.sql.query('SELECT COUNT(*) AS count FROM user'))[0]?.['count'];
    const before = await count();
    const look = async (uuid: string): Promise<unknown> => {
      const { units, ...rest } = (await target.api.get<WireLobby>(`/api/lobby/${uuid}`)).data;
      assert.deepEqual(units, features());
      return rest;
    };
    assert.deepEqual(await look(kefu.uuid), { is_open: true, is_here: false });
    const sockets = [await foyerSocket(target, kefu.token), await foyerSocket(target, other.token)];
    assert.deepEqual(await look(kefu.uuid), { is_open: true, is_here: true });
    assert.deepEqual(await look(other.uuid), { is_open: true, is_here: null }, 'nobody else is told of');
    await target.app.sql.execute('UPDATE user SET show_presence = 0 WHERE id = ?', [kefu.id]);
    assert.deepEqual(await look(kefu.uuid), { is_open: true, is_here: false });
    for (const socket of sockets) await socket.close();
    assert.equal((await target.api.get(`/api/lobby/${randomUUID()}`)).code, 'user_not_found');
    assert.equal(await count(), before);
    const closed = await store.boot({ config: { visitor: { signature: { secret: 'APP_SECRET' } } } });
    try {
      const user = await createUser(closed);
      assert.deepEqual((await closed.api.get(`/api/lobby/${user.uuid}`)).data, { is_open: false, is_here: null, units: features() });
    } finally {
      await closed.close();
    }
  });
});
