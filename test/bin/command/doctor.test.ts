import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { serveApp } from '../../support/app.ts';
import { foyer, type CommandResult } from '../../support/command.ts';
import { conversationOf, fill } from '../../support/draft.ts';
import { createUser } from '../../support/factory.ts';

describe('foyer doctor', function () {
  this.timeout(120_000);
  const target = serveApp();

  const run = (...args: string[]): Promise<CommandResult> =>
    foyer(['doctor', ...args], { env: { DATA_DIR: target.dataDir, LOG_LEVEL: 'silent' } });

  it('G100 says where a conversation does not count its last message, and mends it when told to', async () => {
    const [ann, bob] = [await createUser(target), await createUser(target)];
    const id = await conversationOf(target, ann.id, bob.id);
    await fill(target, id, { from: ann.id, texts: ['one', 'two', 'three'] });
    await target.app.sql.execute('UPDATE conversation SET last_seq = 1 WHERE id = ?', [id]);

    const told = JSON.parse((await run('--json')).stdout) as { rules: { state: string; findings: string[] }[] };
    assert.equal(told.rules.find(({ state }) => state === 'wrong')?.findings.length, 1);

    const { code, stdout, stderr } = await run();
    assert.equal(code, 1);
    assert.match(stdout, new RegExp(`^wrong\tevery conversation .*\n\tconversation ${id} counts 1 messages, .* number 3$`, 'm'));
    assert.match(stderr, /^foyer: 1 of \d+ rules do not hold: `node bin\/foyer.ts doctor --mend` mends it\n$/);

    const mended = await run('--mend');
    assert.deepEqual([mended.code, mended.stderr], [0, '']);
    const [head] = await target.app.sql.query('SELECT last_seq AS seq FROM conversation WHERE id = ?', [id]);
    assert.equal(head?.['seq'], 3);
  });

  it('G113 says what it looked at where all is well', async () => {
    const { code, stdout, stderr } = await run();
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^(?:ok\t.+\n)+$/);
    for (const word of [
      'settings',
      'secrets',
      'disk',
      'owner',
      'tables',
      'database takes',
      'mailboxes',
      'stored',
      'conversation',
      'folder',
    ])
      assert.match(stdout, new RegExp(word));
  });

  it('G113 says what is wrong before there is a store, and changes nothing', async () => {
    const empty = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-doctor-'));
    try {
      const settings = await foyer(['doctor'], { env: { DATA_DIR: empty, PORT: 'x' } });
      assert.deepEqual([settings.code, settings.stdout.split('\n')[0]], [1, 'wrong\tthe settings can be read']);
      assert.match(settings.stdout, /^\t- PORT .*[^]*^unknown\tthe database takes/m);
      const env = { DATA_DIR: empty, JWT_SECRET: 'hunter2', DATABASE_URL: 'mysql://a:hunter3@127.0.0.1:1/x' };
      const { stdout, stderr } = await foyer(['doctor'], { env });
      assert.match(stdout, /^wrong\tsecrets .*\n\tJWT_SECRET has 7 bytes/m);
      assert.match(stdout, /^wrong\tthe stores answer.*\n\t.*nothing listens at 127\.0\.0\.1:1/m);
      assert.doesNotMatch(stdout + stderr, /hunter/);
      assert.match((await foyer(['doctor'], { env: { DATA_DIR: empty } })).stdout, /there is no database at .*: the first start makes it/);
      assert.deepEqual(fs.readdirSync(empty), []);
      // A database that everybody reads, and is of an older version: one of the two can be mended.
      fs.closeSync(fs.openSync(path.join(empty, 'foyer.db'), 'w', 0o644));
      assert.match(
        (await foyer(['doctor'], { env: { DATA_DIR: empty } })).stderr,
        /^foyer: 2 of \d+ rules .* doctor --mend` mends 1 of them\n$/,
      );
      fs.chmodSync(path.join(empty, 'foyer.db'), 0o600);
      const older = await foyer(['doctor'], { env: { DATA_DIR: empty } });
      assert.match(older.stdout, /^wrong\tthe stores answer.*\n\t.*app\/0001-foundation, .* is pending: `.*migrate` mends it$/m);
    } finally {
      fs.rmSync(empty, { recursive: true, force: true });
    }
  });

  it('knows no other option', async () => {
    const { code, stderr } = await run('--kill');
    assert.equal(code, 2);
    assert.match(stderr, /--kill/);
  });
});
