import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { foyer, type CommandResult } from '../../support/command.ts';

describe('foyer migrate', function () {
  this.timeout(60_000);
  let dataDir: string;

  before(() => {
    dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-migrate-'));
  });
  after(() => fs.rmSync(dataDir, { recursive: true }));

  const run = (...args: string[]): Promise<CommandResult> => foyer(['migrate', ...args], { env: { DATA_DIR: dataDir } });

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
