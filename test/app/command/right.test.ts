import assert from 'node:assert/strict';
import { serveApp } from '../../support/app.ts';
import { foyer, type CommandResult } from '../../support/command.ts';
import { createUser, createVisitor } from '../../support/factory.ts';
import { servicesOf } from '../../support/ticket.ts';
import { until } from '../../support/wait.ts';

describe('foyer user grant, revoke and show', function () {
  this.timeout(90_000);
  const target = serveApp();

  const run = (...args: readonly string[]): Promise<CommandResult> =>
    foyer(['user', ...args], { env: { DATA_DIR: target.dataDir, LOG_LEVEL: 'silent' } });

  it('U11 a running server feels it within a second, and show and list tell it', async () => {
    const { id, username } = await createUser(target);
    const { right } = servicesOf(target);
    const may = (): Promise<boolean> => right.may({ user: { id } as never }, 'name.reserved');
    assert.equal(await may(), false);
    const granted = await run('grant', username, 'name.reserved');
    assert.deepEqual([granted.code, granted.stdout], [0, `${username} may use names that are reserved for the site\n`], granted.stderr);
    await until(may, { within: 1000, message: 'the grant' });
    assert.match((await run('show', username)).stdout, /\nstatus\tenabled\n[^]*\nrights\tname\.reserved\n$/);
    const { users } = JSON.parse((await run('list', '--search', username, '--json')).stdout) as { users: { rights: string }[] };
    assert.deepEqual(
      users.map(({ rights }) => rights),
      ['name.reserved'],
    );
    assert.equal((await run('revoke', username, 'name.reserved')).stdout, `${username} has name.reserved no longer\n`);
    await until(async () => !(await may()), { within: 1000, message: 'the end of the grant' });
  });

  it('U11 says which rights there are, and who can have none', async () => {
    const { username } = await createUser(target);
    const wrong = await run('grant', username, 'name.all');
    assert.deepEqual([wrong.code, wrong.stderr], [1, 'foyer: there is no right name.all; there are: name.reserved\n']);
    const visitor = await createVisitor(target);
    assert.match((await run('grant', visitor.username, 'name.reserved')).stderr, /is a visitor and has no account\n$/);
    assert.match((await run('revoke', username, 'name.reserved')).stderr, /has not been granted name\.reserved\n$/);
  });
});
