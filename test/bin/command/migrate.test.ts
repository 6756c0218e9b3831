import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { foyer, type CommandResult } from '../../support/command.ts';

describe('foyer migrate', function () {
  this.timeout(60_000);
  let dataDir: string;

  before(() => {
    dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-migrate-'));
  });
  after(() => fs.rmSync(dataDir, { recursive: true }));

  const run = (...args: string[]): Promise<CommandResult> => foyer(['migrate', ...args], { env: { DATA_DIR: dataDir } });

  it('G106 nothing but a start and migrate changes tables of an older version, since its servers may run', async () => {
    const older = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-older-'));
    const env = { DATA_DIR: older };
    try {
      assert.equal((await foyer(['user', 'create', 'anna'], { env })).code, 0, 'an empty store gets its tables');
      const database = new DatabaseSync(path.join(older, 'foyer.db'));
      database.exec("DELETE FROM migration WHERE name = 'app/0019-right'; DROP TABLE user_right");
      database.close();
      const { code, stdout, stderr } = await foyer(['user', 'list'], { env });
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, /the tables of .* are of an older version, app\/0019-right is pending: `foyer migrate`/);
      const refused = await foyer(['start'], { env: { ...env, PORT: '0', FOYER_SEQUELIZE__UPGRADE: 'false' } });
      assert.match(refused.stderr, /are of an older version/);
      assert.equal((await foyer(['migrate'], { env })).stdout, 'app/0019-right\n1 ran\n');
    } finally {
      fs.rmSync(older, { recursive: true });
    }
  });

  it('G106 says what is pending, runs it, and says then that nothing is', async () => {
    const before = await run('--check');
    assert.equal(before.code, 1);
    assert.match(before.stdout, /^app\/0001-foundation\n[^]*\n\d+ are pending\n$/);
    assert.match(before.stderr, /^foyer: the tables are not up to date: `node bin\/foyer.ts migrate` mends it\n$/);

    const ran = await run();
    assert.deepEqual([ran.code, ran.stderr], [0, '']);
    assert.equal(ran.stdout.replace(/ ran\n$/, ''), before.stdout.replace(/ are pending\n$/, ''));

    const after = await run('--check');
    assert.deepEqual([after.code, after.stdout, after.stderr], [0, 'nothing is pending\n', '']);
  });
});
