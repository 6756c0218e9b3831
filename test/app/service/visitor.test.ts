import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Api } from '../../support/api.ts';
import { describeStores } from '../../support/matrix.ts';

interface Visitor {
  readonly id: number;
  readonly token: string;
}

describeStores('visitor service', (store) => {
  const target = store.serve();

  const become = async (client: Api, deviceId: string): Promise<Visitor> =>
    (await client.post<Visitor>('/api/visitorRegister', { deviceId, timestamp: Date.now() })).data;

  it('renews the session of a returning visitor whose token is past half its life', async () => {
    const { app, api } = target;
    const deviceId = randomUUID();
    const first = await become(api, deviceId);
    const soon = Date.now() + app.config.session.ttl / 3;
    const sessions = (): Promise<{ id: number; expires: number }[]> =>
      app.sql.query('SELECT id, expires_at AS expires FROM session WHERE user_id = ? AND revoked_at IS NULL', [first.id]);
    const [before] = await sessions();
    assert.ok(before);
    await app.sql.execute('UPDATE session SET expires_at = ? WHERE id = ?', [soon, before.id]);
    app.invalidate([`session:${before.id}`]);
    const again = await become(api.as(first.token), deviceId);
    assert.equal(again.id, first.id);
    const [after] = await sessions();
    assert.equal(after?.id, before.id);
    assert.ok(after.expires > soon);
    assert.equal((await api.as(again.token).post('/api/chat/logout')).status, 200);
  });
});
