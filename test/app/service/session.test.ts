import assert from 'node:assert/strict';
import type { BusMessage } from '../../../engine/bus.ts';
import type { EndReason } from '../../../app/account/session.ts';
import { anew } from '../../support/anew.ts';
import type { TestApp } from '../../support/app.ts';
import { createUser, login } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';

interface SessionRow {
  readonly id: number;
  readonly revoked_at: number | null;
  readonly reason: string | null;
}

describeStores('session service', (store) => {
  const target = store.serve();
  const user = anew(() => createUser(target));

  const sessions = (userId: number): Promise<SessionRow[]> =>
    target.app.sql.query<SessionRow>('SELECT id, revoked_at, reason FROM session WHERE user_id = ? ORDER BY id', [userId]);
  const service = (): TestApp['app']['context']['service']['session'] => target.app.createAnonymousContext().service.session;

  it('of 50 pairs of simultaneous logins each leaves one session, the one with the greatest id', async function () {
    this.timeout(60_000);
    for (let round = 0; round < 50; round++) {
      const tokens = await Promise.all([login(target, user.id), login(target, user.id)]);
      const rows = await sessions(user.id);
      const active = rows.filter(({ revoked_at: revokedAt }) => revokedAt === null);
      assert.deepEqual(
        active.map(({ id }) => id),
        [rows.at(-1)?.id],
      );
      const results = await Promise.allSettled(tokens.map((token) => service().authenticate(token)));
      assert.deepEqual(results.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    }
  });

  it('writes down each session that it ends, and why', async () => {
    await login(target, user.id);
    const [first, second] = await sessions(user.id);
    assert.deepEqual([first?.reason, second?.reason], ['replaced', null]);
    const rows = await target.app.sql.query('SELECT session_id, reason FROM revocation WHERE user_id = ?', [user.id]);
    assert.deepEqual(rows, [{ session_id: first?.id, reason: 'replaced' }]);
  });

  it('tells all nodes which sessions ended, after they ended in SQL', async () => {
    const told: { message: BusMessage; revokedAt: number | null | undefined }[] = [];
    const { bus } = target.app.engine;
    const broadcast = bus.broadcast.bind(bus);
    const [first] = await sessions(user.id);
    bus.broadcast = (message) => {
      told.push({ message, revokedAt: undefined });
      broadcast(message);
    };
    try {
      await login(target, user.id);
    } finally {
      bus.broadcast = broadcast;
    }
    assert.deepEqual(
      told.map(({ message }) => message),
      [
        { kind: 'stale', keys: [`user:${user.id}`, `session:${first?.id}`] },
        { kind: 'revoke', userId: user.id, sessionIds: [first?.id] },
      ],
    );
    assert.notEqual((await sessions(user.id))[0]?.revoked_at, null);
  });

  it('D03 each reason ends the token at once, and names a replaced one apart', async () => {
    const reasons: EndReason[] = ['replaced', 'logout', 'disabled', 'password', 'upgraded', 'signout'];
    for (const reason of reasons) {
      const token = await login(target, user.id);
      assert.equal((await service().authenticate(token)).user.id, user.id);
      assert.equal(await service().end({ userId: user.id, reason }), 1);
      await assert.rejects(service().authenticate(token), { code: reason === 'replaced' ? 'token_replaced' : 'token_invalid' });
    }
  });

  it('ends one session, or all but one, as asked', async () => {
    const [session] = await sessions(user.id);
    const id = session?.id ?? 0;
    assert.equal(await service().end({ userId: user.id, reason: 'logout', only: id + 1 }), 0);
    assert.equal(await service().end({ userId: user.id, reason: 'logout', except: id }), 0);
    assert.equal(await service().end({ userId: user.id, reason: 'logout', only: id }), 1);
    assert.equal(await service().end({ userId: user.id, reason: 'logout' }), 0);
  });

  it('refuses a session at the very ms its time is over', async () => {
    const { session } = await service().authenticate(user.token);
    const claims = target.app.token.verify(user.token);
    const later = target.app.token.sign({ ...claims, exp: claims.exp + 3600 });
    assert.equal((await service().authenticate(later, session.expiresAt - 1)).session.id, session.id);
    await assert.rejects(service().authenticate(later, session.expiresAt), { code: 'token_expired' });
  });

  it('refuses no token and an empty one as missing', async () => {
    for (const token of [undefined, '']) await assert.rejects(service().authenticate(token), { code: 'token_missing' });
  });

  it('keeps where a session came from, cut to size', async () => {
    await target.api
      .with({ 'user-agent': 'x'.repeat(400) })
      .post('/api/visitorRegister', { deviceId: crypto.randomUUID(), timestamp: Date.now() });
    const [row] = await target.app.sql.query('SELECT address, agent FROM session ORDER BY id DESC LIMIT 1');
    assert.match(String(row?.['address']), /127\.0\.0\.1/);
    assert.equal(row?.['agent'], 'x'.repeat(255));
  });
});
