import assert from 'node:assert/strict';
import { serveApp } from '../../support/app.ts';
import { foyer, type CommandResult } from '../../support/command.ts';
import { conversationOf, fill } from '../../support/draft.ts';
import { createUser } from '../../support/factory.ts';

describe('foyer purge', function () {
  this.timeout(60_000);
  const target = serveApp();

  const run = (...args: string[]): Promise<CommandResult> =>
    foyer(['purge', ...args], { env: { DATA_DIR: target.dataDir, LOG_LEVEL: 'silent' } });

  it('G109 says what would go, and takes it when told to', async () => {
    const [ann, bob] = [await createUser(target), await createUser(target)];
    const id = await conversationOf(target, ann.id, bob.id);
    await fill(target, id, { from: ann.id, texts: ['old', 'older'] });
    await target.app.sql.execute('UPDATE message SET created_at = 1');

    const { code, stdout, stderr } = await run('--messages', '365d', '--dry-run');
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^would be removed\n(?:\w+\t\d+\n)*messages\t2\n/);
    assert.deepEqual(JSON.parse((await run('--messages', '365d', '--json')).stdout), {
      dry_run: false,
      removed: { revocations: 0, handovers: 0, invitations: 0, sessions: 0, visitors: 0, messages: 2, files: 0 },
    });
  });

  it('G109 refuses an age at which messages may still wait for somebody', async () => {
    const { code, stdout, stderr } = await run('--messages', '6d');
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^foyer: messages are kept for 7 days at least/);
  });
});
