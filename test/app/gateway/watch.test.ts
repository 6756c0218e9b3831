import assert from 'node:assert/strict';
import { checkSessions } from '../../../app/gateway/watch.ts';
import { describeStores } from '../../support/matrix.ts';
import { createUser } from '../../support/factory.ts';
import { foyerSocket } from '../../support/socket.ts';
import type { TestApp } from '../../support/app.ts';

describeStores('the periodic check', (store) => {
  let booted: TestApp;
  before(async () => {
    booted = await store.boot({ config: { gateway: { check: 3_600_000 } } });
  });
  after(() => booted.close());

  it('D03 ends a socket whose session has expired, and leaves one that was renewed', async () => {
    const { app } = booted;
    const [gone, renewed] = [await createUser(booted), await createUser(booted)];
    const sockets = [await foyerSocket(booted, gone.token), await foyerSocket(booted, renewed.token)] as const;
    for (const { id } of [gone, renewed]) {
      for (const { login } of app.chat.sessions.of(id)) Object.assign(login, { expiresAt: Date.now() - 1 });
    }
    await app.sql.execute('UPDATE session SET expires_at = ? WHERE user_id = ?', [Date.now() - 1, gone.id]);
    for (const { login } of [...app.chat.sessions.of(gone.id), ...app.chat.sessions.of(renewed.id)]) app.caches.session.forget(login.id);
    await checkSessions(app);
    assert.equal((await sockets[0].end()).code, 4401);
    assert.equal(app.chat.sessions.of(renewed.id).size, 1);
    await sockets[1].close();
  });
});
