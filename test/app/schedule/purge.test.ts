import assert from 'node:assert/strict';
import purge from '../../../app/schedule/purge.ts';
import { bootApp, serveApp } from '../../support/app.ts';
import { conversationOf, fill } from '../../support/draft.ts';
import { createUser } from '../../support/factory.ts';

const DAY = 86_400_000;

describe('the purge at a time of day', () => {
  const target = serveApp({ config: { retention: { messages: 30 * DAY, purge: { cron: '30 4 * * *', timeZone: 'Asia/Shanghai' } } } });

  it('G109 is there where the configuration names the time, and removes what is old', async () => {
    assert.ok(target.app.scheduler.names.includes('purge'));
    const [ann, bob] = [await createUser(target), await createUser(target)];
    const id = await conversationOf(target, ann.id, bob.id);
    await fill(target, id, { from: ann.id, texts: ['old', 'new'] });
    await target.app.sql.execute('UPDATE message SET created_at = 1 WHERE seq = 1');
    await purge(target.app)?.run();
    assert.deepEqual(await target.app.sql.query('SELECT seq FROM message WHERE conversation_id = ?', [id]), [{ seq: 2 }]);
  });

  it('G109 stops the start with an age at which messages may still wait for somebody', async () => {
    const booting = bootApp({ config: { retention: { messages: DAY, purge: { cron: '30 4 * * *' } } } });
    await assert.rejects(booting, /retention\.messages is too small for retention\.purge: messages are kept for 7 days at least/);
  });

  it('U13 stops the start with a time that is none, and names the file', async () => {
    const booting = bootApp({ config: { retention: { purge: { cron: '30 25 * * *' } } } });
    await assert.rejects(booting, /app\/schedule\/purge\.ts gives cron '30 25 \* \* \*' in the time zone UTC: /);
  });
});
