import assert from 'node:assert/strict';
import { writes } from '../../../app/doctor/writes.ts';
import { describeStores } from '../../support/matrix.ts';

describeStores('doctor: writes', (store) => {
  const target = store.serve();

  it('G113 tries to write to every store, and says what each refuses', async () => {
    for (const check of writes) assert.deepEqual(await check.look(target.app), [], check.rule);
    const { engine } = target.app;
    const health = engine.health.bind(engine);
    engine.health = () => Promise.resolve({ ok: false, reason: 'no room' });
    assert.deepEqual(await writes.at(-1)?.look(target.app), ['no room']);
    engine.health = health;
  });
});
