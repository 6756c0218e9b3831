import assert from 'node:assert/strict';
import { SilentSweep } from '../../../app/people/silent-sweep.ts';
import { post } from '../../support/chat.ts';
import { createUser, createVisitor, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { makeGroup } from '../../support/ticket.ts';
import { readAll } from '../../support/tables.ts';

const DAY = 86_400_000;
const PUSH_KEYS = { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) };

describeStores('visitors who never wrote', (store) => {
  const target = store.serve();

  /** Lets somebody have been there so many days ago for the last time. */
  async function age({ id }: TestUser, days: number): Promise<void> {
    const at = Date.now() - days * DAY;
    await target.app.sql.execute('UPDATE user SET created_at = ?, login_at = ? WHERE id = ?', [at, at, id]);
    await target.app.sql.execute('UPDATE session SET created_at = ?, expires_at = ? WHERE user_id = ?', [
      at,
      at + target.app.config.session.ttl,
      id,
    ]);
  }

  async function isThere({ id }: TestUser): Promise<boolean> {
    return (await target.app.sql.query('SELECT id FROM user WHERE id = ?', [id])).length > 0;
  }

  const sweep = (now = Date.now()): Promise<number> => new SilentSweep(target.app).run(now);

  it('G26 go after 30 days, with all that is kept of them, and their token opens nothing', async () => {
    const [gone, back] = [await createVisitor(target), await createVisitor(target)];
    const my = target.api.as(gone.token);
    await my.post('/api/chat/push/subscribe', { endpoint: `https://fcm.googleapis.com/fcm/send/${gone.username}`, keys: PUSH_KEYS });
    await my.post(`/api/chat/follow/${back.id}`);
    await my.post('/api/chat/handover');
    await target.app.sql.execute('INSERT INTO known_visitor (external_id, user_id, created_at) VALUES (?, ?, 1)', [gone.uuid, gone.id]);
    await age(gone, 31);
    await age(back, 29);
    assert.equal(await sweep(), 1);
    assert.deepEqual([await isThere(gone), await isThere(back)], [false, true]);
    const left = (await readAll(target)).filter(
      (row) => row.includes(gone.uuid) || row.includes(gone.username) || row.includes(`"user_id":${gone.id},`),
    );
    // Nodes that did not hear it read it there, for a day.
    assert.deepEqual(
      left.filter((row) => !row.startsWith('revocation ')),
      [],
    );
    assert.equal((await target.api.as(gone.token).get('/api/chat/devices')).status, 401);
    assert.equal((await target.api.as(back.token).get('/api/chat/devices')).status, 200);
  });

  it('G26 stay when they were there meanwhile, whenever they came first', async () => {
    const visitor = await createVisitor(target);
    await age(visitor, 300);
    await target.app.sql.execute('UPDATE session SET expires_at = ? WHERE user_id = ?', [
      Date.now() + target.app.config.session.ttl - 10 * DAY,
      visitor.id,
    ]);
    await sweep();
    assert.equal(await isThere(visitor), true);
  });

  it('G26 nobody else goes: who wrote, was written to, is or was in a group, sent a file, asked, has an account or is closed', async () => {
    const kefu = await createUser(target, { nickname: 'agent' });
    await target.app.sql.execute(
      `UPDATE user SET chatset = '{"chatset":{"visitor":{"sendCount":2,"needFollow":false},"user":{"sendCount":2,"needFollow":false}}}' WHERE id = ?`,
      [kefu.id],
    );
    target.app.invalidate([`user:${kefu.id}`]);
    const made = await Promise.all(Array.from({ length: 7 }, () => createVisitor(target)));
    const [writer, reader, member, former, sender, asker, closed] = made as [
      TestUser,
      TestUser,
      TestUser,
      TestUser,
      TestUser,
      TestUser,
      TestUser,
    ];
    assert.equal((await post(target, writer, { to: kefu.id, data: 'hello' })).status, 200);
    assert.equal((await post(target, kefu, { to: reader.id, data: 'hello' })).status, 200);
    const group = await makeGroup(target, { name: 'open', owner: kefu, admins: [], members: [], mode: 0, isListed: true });
    const asking = await makeGroup(target, { name: 'asks', owner: kefu, admins: [], members: [], mode: 1, isListed: true });
    for (const who of [member, former])
      assert.equal((await target.api.as(who.token).post('/api/chat/groupInviteUser', { group_id: group })).status, 200);
    assert.equal((await target.api.as(former.token).post('/api/chat/groupDeleteOrQuit', { id: group })).status, 200);
    assert.equal(
      (await target.api.as(asker.token).post('/api/chat/groupInviteUser', { group_id: asking, addGroupDesc: 'please' })).status,
      200,
    );
    await target.app.sql.execute(
      `INSERT INTO upload (uuid, owner_id, kind, type, ext, name, size, thumb, created_at) VALUES (?, ?, 'file', 'x', 'bin', 'mine', 1, 0, 1)`,
      [crypto.randomUUID(), sender.id],
    );
    await target.app.sql.execute('UPDATE user SET status = 0 WHERE id = ?', [closed.id]);
    for (const who of [...made, kefu]) await age(who, 400);
    await sweep();
    for (const [index, who] of made.entries()) assert.equal(await isThere(who), true, `${index}`);
    assert.equal(await isThere(kefu), true);
  });

  it('G26 whoever writes while he is looked at stays, and his message is not lost', async () => {
    const [kefu, visitor] = [await createUser(target), await createVisitor(target)];
    await age(visitor, 31);
    const { erasure } = target.app.createAnonymousContext().service;
    const absence = { since: Date.now() - 30 * DAY, ttl: target.app.config.session.ttl };
    await target.app.sql.execute('UPDATE session SET expires_at = ? WHERE user_id = ?', [Date.now() + DAY, visitor.id]);
    const [removed, sent] = await Promise.all([
      erasure.forget(visitor.id, { ...absence, ttl: 60 * DAY }),
      post(target, visitor, { to: kefu.id, data: 'still here' }),
    ]);
    assert.equal(sent.status === 200, !removed);
    assert.equal(await isThere(visitor), !removed);
  });

  it('G26 are looked at in pieces, and none is passed over', async () => {
    const visitors = await Promise.all(Array.from({ length: 3 }, () => createVisitor(target)));
    for (const visitor of visitors) await age(visitor, 31);
    const { id } = visitors.at(-1) ?? assert.fail();
    // Ids far behind, as after years.
    await target.app.sql.execute('UPDATE user SET id = ? WHERE id = ?', [9_000_000, id]);
    await target.app.sql.execute('UPDATE session SET user_id = ? WHERE user_id = ?', [9_000_000, id]);
    assert.equal(await sweep(), 3);
    assert.equal(await sweep(), 0);
    const [left] = await target.app.sql.query<{ count: number }>('SELECT COUNT(*) AS count FROM user WHERE id >= 9000000');
    assert.equal(Number(left?.count), 0);
  });

  it('G26 stay for good where the configuration says 0', async () => {
    const other = await store.boot({ config: { retention: { visitors: 0 } } });
    try {
      const visitor = await createVisitor(other);
      await other.app.sql.execute('UPDATE user SET created_at = 1, login_at = 1 WHERE id = ?', [visitor.id]);
      await other.app.sql.execute('UPDATE session SET expires_at = 2 WHERE user_id = ?', [visitor.id]);
      assert.equal(await new SilentSweep(other.app).run(Date.now()), 0);
    } finally {
      await other.close();
    }
  });
});
