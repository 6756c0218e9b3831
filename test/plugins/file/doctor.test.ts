import assert from 'node:assert/strict';
import checks from '../../../plugins/file/app/doctor.ts';
import { keyOf } from '../../../plugins/file/upload/key.ts';
import { EngineUnavailable } from '../../../engine/error.ts';
import { createUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { uploaded } from '../../support/upload.ts';

describeStores('doctor: files', (store) => {
  const target = store.serve();
  const [room, files] = checks;

  it('G113 finds files that are named and not there, but those that may be on their way', async () => {
    const { sql, storage } = target.app;
    const ann = await createUser(target);
    for (const bytes of ['there', 'lost']) await uploaded(target, ann.token, { bytes });
    const rows = await sql.query<{ uuid: string }>('SELECT uuid FROM upload ORDER BY id');
    const key = keyOf(rows[1]?.uuid ?? '');
    await storage.remove(key);
    assert.deepEqual(await files?.look(target.app), []);
    await sql.execute('UPDATE upload SET created_at = 1');
    assert.deepEqual(await files?.look(target.app), [`${key} of user ${ann.id} is not there`]);
  });

  it('G113 tries to write where files lie, and says what is refused', async () => {
    assert.deepEqual(await room?.look(target.app), []);
    const { storage } = target.app;
    const health = storage.health.bind(storage);
    storage.health = () => Promise.resolve({ ok: false, reason: new EngineUnavailable('the disk is full').message });
    assert.deepEqual(await room?.look(target.app), ['the disk is full']);
    storage.health = health;
  });
});
