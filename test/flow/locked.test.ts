import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import mysql from 'mysql2/promise';
import { createOpenUser, post } from '../support/chat.ts';
import { createUser } from '../support/factory.ts';
import type { TestApp } from '../support/app.ts';
import { describeStores } from '../support/matrix.ts';
import { foyerSocket, sendFrame } from '../support/socket.ts';

/** As the documentation promises for a store that does not answer. */
const TOLD_WITHIN = 5000;
/** What a busy machine adds. */
const SLACK = 2000;

/** Holds a conversation, and on SQLite all of them, as another program may; resolves to what lets it go. */
async function hold({ app, dataDir }: TestApp, conversationId: number): Promise<() => void> {
  const { url, file } = app.config.sequelize;
  if (url === undefined) {
    const db = new DatabaseSync(path.join(dataDir, file));
    db.exec('BEGIN IMMEDIATE');
    return () => db.close();
  }
  const rival = await mysql.createConnection(url);
  await rival.query('START TRANSACTION');
  await rival.query('SELECT 1 FROM conversation WHERE id = ? FOR UPDATE', [conversationId]);
  return () => rival.destroy();
}

describeStores('a conversation that another program holds', (store) => {
  const target = store.serve();

  it('G100 is busy beyond all patience: the sender is told in time to try again, and then it is one message', async () => {
    const [sender, receiver] = [await createUser(target), await createOpenUser(target)];
    await post(target, sender, { to: receiver.id, data: 'before' });
    const [row] = await target.app.sql.query<{ id: number }>('SELECT MAX(id) AS id FROM conversation');
    const clientId = crypto.randomUUID();
    const held = { to: receiver.id, data: 'held up', client_id: clientId };
    const socket = await foyerSocket(target, sender.token);
    const letGo = await hold(target, row?.id ?? 0);
    const since = performance.now();
    try {
      const asked = socket.ask(sendFrame(receiver.id, 'on the socket'), 'refused');
      const { status, code, headers } = await post(target, sender, held);
      assert.deepEqual([status, code], [503, 'unavailable']);
      assert.ok(headers.has('retry-after'));
      assert.equal((await asked).retry, true);
      assert.ok(performance.now() - since < TOLD_WITHIN + SLACK, `${performance.now() - since} ms`);
    } finally {
      letGo();
    }
    const ids = [await post(target, sender, held), await post(target, sender, held)].map(({ data }) => data.id);
    assert.equal(ids[0], ids[1]);
    await socket.close();
  });
});
