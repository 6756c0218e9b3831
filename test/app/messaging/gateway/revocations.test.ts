import assert from 'node:assert/strict';
import { Revocations } from '../../../../app/messaging/gateway/revocations.ts';
import { noteGroupChange, setStatus } from '../../../../app/group/store.ts';
import { anew } from '../../../support/anew.ts';
import { createUser, login, type TestUser } from '../../../support/factory.ts';
import { describeStores } from '../../../support/matrix.ts';
import { foyerSocket, plainSocket } from '../../../support/socket.ts';
import { makeGroup } from '../../../support/ticket.ts';
import { until } from '../../../support/wait.ts';

describeStores('the table of revocations', (store) => {
  const target = store.serve();
  const user = anew(() => createUser(target));

  before(() => {
    // Every message is lost.
    target.app.engine.bus.broadcast = () => undefined;
    target.app.engine.bus.send = () => undefined;
  });

  /** Ends a session as another process does: in SQL only, with nothing forgotten here. */
  const revoke = async ({ id, token }: TestUser, reason: string, now = Date.now()): Promise<void> => {
    const { sid } = target.app.token.verify(token);
    await target.app.sql.transaction(async (tx) => {
      if (reason === 'disabled') await tx.execute('UPDATE user SET status = 0 WHERE id = ?', [id]);
      await tx.execute('UPDATE session SET revoked_at = ?, reason = ? WHERE id = ?', [now, reason, sid]);
      await tx.execute('INSERT INTO revocation (user_id, session_id, reason, created_at) VALUES (?, ?, ?, ?)', [id, sid, reason, now]);
    });
  };

  it('D03 ends the sockets of a session that ended elsewhere within a second, with the bus silent, by its reason', async () => {
    const ends = Object.entries({
      replaced: 4001,
      logout: 4401,
      disabled: 4403,
      upgraded: 4002,
      password: 4401,
      'of a later version': 4401,
    });
    const users = await Promise.all(ends.map(() => createUser(target)));
    const sockets = await Promise.all(users.map(({ token }) => foyerSocket(target, token)));
    const began = Date.now();
    for (const [index, [reason]] of ends.entries()) await revoke(users[index] ?? user, reason);
    const codes = await Promise.all(sockets.map(async (socket) => (await socket.end()).code));
    assert.ok(Date.now() - began < 1000, `took ${Date.now() - began} ms`);
    assert.deepEqual(
      codes,
      ends.map(([, code]) => code),
    );
  });

  it('D03 finds what ended while it could not look, however long that was', async () => {
    const asked: unknown[] = [];
    const query = (_: string, [from]: readonly unknown[]) => {
      asked.push(from);
      return asked.length < 3 ? Promise.reject(new Error('SQL is down')) : Promise.resolve([]);
    };
    const app = new Proxy(target.app, {
      get: (host, key) => (key === 'sql' ? { query } : (Reflect.get(host, key, host) as unknown)),
    });
    const revocations = new Revocations(app);
    for (let tries = 0; tries < 2; tries += 1) await assert.rejects(revocations.poll());
    const before = Date.now();
    await revocations.poll();
    await revocations.poll();
    assert.deepEqual(asked.slice(1, 3), [asked[0], asked[0]]);
    assert.ok(Number(asked[3]) >= before - 60_000);
  });

  it('D03 a token that was revoked elsewhere opens nothing afterwards, though it was cached', async () => {
    const socket = await plainSocket(target, user.token);
    await revoke(user, 'disabled');
    await socket.end();
    assert.equal((await target.api.as(user.token).post('/api/chat/chatGetmessageOffLine')).status, 401);
  });

  it('a user who was enabled elsewhere is let in again', async () => {
    const { sql, caches } = target.app;
    await sql.execute('UPDATE user SET status = 0 WHERE id = ?', [user.id]);
    caches.user.forget(user.id);
    assert.equal((await target.api.as(user.token).post('/api/chat/chatGetmessageOffLine')).code, 'user_disabled');
    await sql.execute('UPDATE user SET status = 1 WHERE id = ?', [user.id]);
    await sql.execute(`INSERT INTO revocation (user_id, session_id, reason, created_at) VALUES (?, NULL, 'changed', ?)`, [
      user.id,
      Date.now(),
    ]);
    await until(async () => (await target.api.as(user.token).post('/api/chat/chatGetmessageOffLine')).status === 200, { within: 1000 });
  });

  it('leaves a session alone that stands in SQL, whatever a row or a bus message says', async () => {
    const socket = await foyerSocket(target, user.token);
    const { sid } = target.app.token.verify(user.token);
    await new Revocations(target.app).apply(user.id, [sid, sid + 1]);
    await socket.ask({ op: 'ping' }, 'pong');
    await socket.close();
  });

  it('forgets nothing when SQL fails half way: the next look repeats it', async () => {
    const second = await createUser(target);
    const sockets = [await foyerSocket(target, user.token), await foyerSocket(target, second.token)];
    const { caches } = target.app;
    const get = caches.session.get.bind(caches.session);
    let failures = 0;
    caches.session.get = (id) => (failures++ === 0 ? Promise.reject(new Error('SQL is down')) : get(id));
    try {
      await target.app.createAnonymousContext().service.session.end({ userId: user.id, reason: 'logout' });
      await target.app.createAnonymousContext().service.session.end({ userId: second.id, reason: 'logout' });
      for (const socket of sockets) assert.equal((await socket.end()).code, 4401);
      assert.ok(failures > 2);
    } finally {
      caches.session.get = get;
    }
  });

  it('handles each row once', async () => {
    const revocations = new Revocations(target.app);
    await login(target, user.id);
    await revocations.poll();
    const applied: number[] = [];
    revocations.apply = (userId) => Promise.resolve(void applied.push(userId));
    await revocations.poll();
    assert.deepEqual(applied, []);
    await login(target, user.id);
    await revocations.poll();
    await revocations.poll();
    assert.deepEqual(applied, [user.id]);
  });

  it('forgets a group that another process banned', async () => {
    const { app } = target;
    const groupId = await makeGroup(target, { owner: user });
    assert.equal((await app.caches.group.get(groupId))?.status, 1);
    await app.sql.transaction(async (tx) => {
      await setStatus(tx, groupId, 0);
      await noteGroupChange(tx, groupId, Date.now());
    });
    await until(async () => (await app.caches.group.get(groupId))?.status === 0);
  });
});
