import assert from 'node:assert/strict';
import type { Export } from '../../../plugins/privacy/app/service/export.ts';
import type { Api } from '../../support/api.ts';
import { serveApp } from '../../support/app.ts';
import { postAll } from '../../support/chat.ts';
import { foyer, type CommandResult } from '../../support/command.ts';
import { createUser } from '../../support/factory.ts';
import { servicesOf } from '../../support/ticket.ts';
import { until } from '../../support/wait.ts';

describe('foyer export and user erase', function () {
  this.timeout(60_000);
  const target = serveApp();

  const run = (...args: readonly string[]): Promise<CommandResult> =>
    foyer(args, { env: { DATA_DIR: target.dataDir, LOG_LEVEL: 'silent' } });

  it('G113 prints what a user’s own export holds', async () => {
    const [ann, bob] = [await createUser(target), await createUser(target)];
    await postAll(target, ann, { to: bob.id, texts: ['for the record'] });
    const { code, stdout, stderr } = await run('export', ann.username);
    assert.deepEqual([code, stderr], [0, '']);
    const own = await whole(await servicesOf(target).export.of(ann.id));
    assert.deepEqual(withoutTime(JSON.parse(stdout)), withoutTime(own));
    assert.match(stdout, /for the record/);
  });

  it('erase is felt by the running server, and leaves nobody of that name', async () => {
    const { username, token } = await createUser(target);
    const ping = (): ReturnType<Api['post']> => target.api.as(token).post('/api/chat/unfollow/999999');
    assert.equal((await ping()).status, 404);
    const erased = await run('user', 'erase', username);
    assert.deepEqual([erased.code, erased.stdout], [0, `${username} is erased\n`]);
    await until(async () => (await ping()).status === 401, { within: 1000, message: 'the token opens nothing any more' });
    const enabled = await run('user', 'enable', username);
    assert.deepEqual([enabled.code, enabled.stdout, enabled.stderr], [1, '', 'foyer: This user does not exist\n']);
  });

  it('are shown by `foyer help`, and need to know whom', async () => {
    const { stdout } = await run('help');
    for (const command of ['export', 'user erase']) {
      assert.ok(stdout.includes(`\n  ${command} <username|id> `), command);
      const { code, stderr } = await run(...command.split(' '));
      assert.deepEqual([code, stderr], [2, `foyer: ${command} needs <username|id>; see \`foyer help\`\n`]);
    }
  });
});

async function whole({ pieces }: Export): Promise<unknown> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return JSON.parse(text);
}

function withoutTime(value: unknown): object {
  const { exported_at: _, ...rest } = value as { exported_at: number };
  return rest;
}
