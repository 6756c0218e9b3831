import assert from 'node:assert/strict';
import { serveApp } from '../../support/app.ts';
import { post } from '../../support/chat.ts';
import { foyer, type CommandResult } from '../../support/command.ts';
import { createUser, createVisitor, freshName } from '../../support/factory.ts';
import { servicesOf } from '../../support/ticket.ts';

describe('foyer user create and user invite', function () {
  this.timeout(60_000);
  const target = serveApp();

  const run = (args: readonly string[], env: Record<string, string> = {}): Promise<CommandResult> =>
    foyer(args, { env: { DATA_DIR: target.dataDir, LOG_LEVEL: 'silent', ...env } });

  it('G113 makes an account that signs in, with a password that is printed once', async () => {
    const name = freshName();
    const made = await run(['user', 'create', name, '--nickname', '  Ann\u202E  ', '--json']);
    assert.deepEqual([made.code, made.stderr], [0, '']);
    const { id, password } = JSON.parse(made.stdout) as { id: number; password: string };
    const signedIn = await target.api.post<{ id: number; nickname: string }>('/api/loginChat', { username: name, password });
    assert.deepEqual([signedIn.status, signedIn.data.id, signedIn.data.nickname], [200, id, 'Ann']);
  });

  it('G113 refuses what no account may have, in one message', async () => {
    const { username } = await createUser(target);
    const { admin } = servicesOf(target);
    const account = { username: freshName(), password: 'a quiet river 9', nickname: '', isService: false };
    for (const [over, code] of [
      [{ username }, 'username_taken'],
      [{ username: 'kefu' }, 'name_reserved'],
      [{ nickname: '客服' }, 'name_reserved'],
      [{ nickname: 'x'.repeat(31) }, 'nickname_too_long'],
      [{ password: 'password123' }, 'password_common'],
    ] as const)
      await assert.rejects(admin.create({ ...account, ...over }), { code });
    const wrong = await run(['user', 'create', 'a-b']);
    assert.deepEqual([wrong.code, wrong.stdout], [1, '']);
    assert.match(wrong.stderr, /^foyer: .*Username.*\n$/);
    assert.match((await run(['user', 'create', 'sales_1', '--service'])).stderr, /^foyer: sales_1 is none of service\.accounts/);
  });

  it('G113 makes an account of the service, to which everybody may write', async () => {
    const id = await servicesOf(target).admin.create({ username: 'kefu', password: 'a quiet river 9', nickname: '客服', isService: true });
    const visitor = await createVisitor(target);
    for (const data of ['one', 'two']) assert.equal((await post(target, visitor, { to: id, data })).status, 200);
  });

  it('G113 asks for the password whoever sits at a terminal, twice, and nobody else', async () => {
    const username = freshName();
    const ask = (input: string, isTerminal: boolean): Promise<CommandResult> =>
      foyer(['user', 'create', username, '--prompt'], { env: { DATA_DIR: target.dataDir, LOG_LEVEL: 'silent' }, input, isTerminal });
    assert.match((await ask('a quiet river 9\nanother river 9\n', true)).stdout, /foyer: the two passwords differ\r?\n$/);
    const { code, stdout } = await ask('a quiet river 9\na quiet river 9\n', true);
    assert.equal(code, 0, stdout);
    assert.equal((await target.api.post('/api/loginChat', { username, password: 'a quiet river 9' })).status, 200);
    const nobody = await ask('', false);
    assert.equal(nobody.code, 2);
    assert.match(nobody.stderr, /^foyer: --prompt needs a terminal/);
  });

  it('G113 invites by a code that the server takes', async () => {
    const env = { SIGNUP: 'invited', PUBLIC_URL: 'https://chat.example' };
    const { code, stdout, stderr } = await run(['user', 'invite', '--expires', '1h', '--json'], env);
    assert.deepEqual([code, stderr], [0, '']);
    const told = JSON.parse(stdout) as { code: string; address: string; expires_at: number };
    assert.equal(told.address, `https://chat.example/app/sign-in?invitation=${told.code}`);
    assert.ok(Math.abs(told.expires_at - Date.now() - 3_600_000) < 60_000);
    const rows = await target.app.sql.query('SELECT code_hash FROM invitation');
    assert.equal(rows.length, 1);
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(told.code));
  });
});
