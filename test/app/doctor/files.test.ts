import assert from 'node:assert/strict';
import { files } from '../../../app/doctor/files.ts';
import { writes } from '../../../app/doctor/writes.ts';
import { keyOf } from '../../../app/upload/key.ts';
import { EngineUnavailable } from '../../../engine/error.ts';
import { createUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { uploaded } from '../../support/upload.ts';

describeStores('doctor', (store) => {
  const target = store.serve();

  it('G113 finds files that are named and not there, but those that may be on their way', async () => {
    const { sql, storage } = target.app;
    const ann = await createUser(target);
    for (const bytes of ['there', 'lost']) await uploaded(target, ann.token, { bytes });
    const rows = await sql.query<{ uuid: string }>('SELECT uuid FROM upload ORDER BY id');
    const key = keyOf(rows[1]?.uuid ?? '');
    await storage.remove(key);
    assert.deepEqual(await files.look(target.app), []);
    await sql.execute('UPDATE upload SET created_at = 1');
    assert.deepEqual(await files.look(target.app), [`${key} of user ${ann.id} is not there`]);
  });

  it('G113 tries to write to every store, and says what each refuses', async () => {
    for (const check of writes) assert.deepEqual(await check.look(target.app), [], check.rule);
    const { storage } = target.app;
    const health = storage.health.bind(storage);
    storage.health = () => Promise.resolve({ ok: false, reason: new EngineUnavailable('the disk is full').message });
    assert.deepEqual(await writes.at(-1)?.look(target.app), ['the disk is full']);
    storage.health = health;
  });
});
