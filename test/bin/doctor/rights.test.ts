import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { rights } from '../../../bin/doctor/rights.ts';
import { room } from '../../../bin/doctor/room.ts';
import { secrets } from '../../../bin/doctor/secrets.ts';
import { serveApp } from '../../support/app.ts';

describe('bin/doctor', () => {
  const target = serveApp({ config: { metrics: { tokens: ['hunter2'] } } });

  it('G113 finds what others may read, and closes it', async () => {
    const file = path.join(target.dataDir, 'foyer.db');
    assert.deepEqual(await rights.look(target.app), []);
    fs.chmodSync(file, 0o644);
    fs.chmodSync(path.join(target.dataDir, 'uploads'), 0o750);
    assert.deepEqual(await rights.look(target.app), [
      `${file} has the mode 0644`,
      `${path.join(target.dataDir, 'uploads')} has the mode 0750`,
    ]);
    await rights.mend?.(target.app);
    assert.deepEqual(await rights.look(target.app), []);
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);
  });

  it('G113 names a weak secret, and does not repeat it', async () => {
    const [finding = '', ...rest] = await secrets.look(target.app);
    assert.match(finding, /^METRICS_TOKEN has 7 bytes, of at least 32: take what `openssl rand -base64 32` prints$/);
    assert.deepEqual(rest, []);
  });

  it('G113 looks for room where the data is', async () => {
    assert.deepEqual(await room.look(target.app), []);
    const app = { config: { sequelize: { dataDir: path.join(target.dataDir, 'none') } } } as typeof target.app;
    assert.match((await room.look(app))[0] ?? '', /is not there: make it/);
  });
});
