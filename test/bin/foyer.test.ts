import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Api } from '../support/api.ts';
import { bootApp, type TestApp } from '../support/app.ts';
import { foyer, type CommandResult } from '../support/command.ts';
import { createUser, createVisitor } from '../support/factory.ts';
import { refused } from '../support/refused.ts';
import { until } from '../support/wait.ts';

const SERVES = /^Foyer serves at (http:\/\/127\.0\.0\.1:\d+\/)$/m;
const STACK = /^\s+at .*:\d+:\d+/m;

describe('foyer', function () {
  this.timeout(60_000);
  let dataDir: string;

  before(() => {
    dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-bin-'));
  });
  after(() => fs.rmSync(dataDir, { recursive: true, force: true }));

  const failed = ({ code, stdout, stderr }: CommandResult, expected: number, message: RegExp): void => {
    assert.equal(code, expected, stderr);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, STACK);
    assert.equal(stdout, '');
  };

  describe('start', () => {
    it('makes the service account on an empty store, shows where to go, and stops with 0', async () => {
      const { code, stdout, stderr } = await foyer(['start'], {
        env: { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' },
        stopWhen: (printed) => SERVES.test(printed),
      });
      assert.deepEqual([code, stderr], [0, '']);
      const address = SERVES.exec(stdout)?.[1] ?? '';
      assert.match(stdout, new RegExp(`│   open      ${address} +│`));
      assert.match(stdout, /│ {3}username {2}kefu +│\n│ {3}password {2}\w{16} +│/);
    });

    it('G107 shows the password once: not on the next start, which logs in JSON where it is told to', async () => {
      const { code, stdout, stderr } = await foyer(['start', '--json'], {
        env: { DATA_DIR: dataDir, PORT: '0' },
        stopWhen: (printed) => printed.includes('Foyer serves at'),
      });
      assert.deepEqual([code, stderr], [0, '']);
      for (const line of stdout.trimEnd().split('\n')) assert.equal(typeof JSON.parse(line), 'object', line);
      assert.doesNotMatch(stdout, /password/);
    });

    it('G107 writes nothing but JSON lines to standard output where JSON is logged, down to its end', async () => {
      const empty = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-bin-'));
      try {
        const env = { NODE_ENV: 'production', DATA_DIR: empty, HOST: '127.0.0.1', PORT: '0', PUBLIC_URL: 'https://chat.example' };
        const { code, stdout, stderr } = await foyer(['start'], { env, stopWhen: (printed) => printed.includes('Foyer serves at') });
        assert.equal(code, 0, stderr);
        const said = stdout.trimEnd().split('\n');
        const told = said.map((line) => (JSON.parse(line) as { msg: string }).msg.replace(/ at .*|: app\/.*/, ''));
        const stops = ['Foyer serves', 'stopping: no new connections', 'draining', 'stopped'];
        assert.deepEqual(
          told.filter((msg) => stops.includes(msg)),
          stops,
        );
        // Behind one address nodes are told apart.
        assert.match(stdout, /"port":[1-9]\d*,"msg":"Foyer serves at https:\/\/chat\.example"/);
        // What people need once is beside it, and no password is logged.
        const [, password = ''] = /password {2}(\w{16}) /.exec(stderr) ?? [];
        assert.ok(password !== '' && !stdout.includes(password), stderr);
      } finally {
        fs.rmSync(empty, { recursive: true, force: true });
      }
    });

    it('says in one message what is wrong with the environment', async () => {
      const env = { DATA_DIR: dataDir, PORT: 'x', TOKEN_TTL: 'long' };
      failed(await foyer(['start'], { env }), 1, /^foyer: the environment or \.env has 2 problems:\n- PORT .*\n- TOKEN_TTL .*\n$/);
    });

    it('says so when the port is taken, and shows the password all the same', async () => {
      const taken = net.createServer().listen(0, '127.0.0.1');
      await once(taken, 'listening');
      const port = String((taken.address() as AddressInfo).port);
      const empty = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-bin-'));
      try {
        const { code, stdout, stderr } = await foyer(['start'], { env: { DATA_DIR: empty, PORT: port, LOG_LEVEL: 'silent' } });
        assert.equal(code, 1);
        assert.match(stderr, new RegExp(`^foyer: cannot listen on 127\\.0\\.0\\.1:${port}: .*\\n$`));
        assert.match(stdout, /password {2}\w{16}/);
      } finally {
        taken.close();
        fs.rmSync(empty, { recursive: true, force: true });
      }
    });
  });

  it('G107 a command answers on standard output, in JSON when told to, and logs beside it', async () => {
    const empty = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-bin-'));
    try {
      const { code, stdout, stderr } = await foyer(['user', 'list', '--json'], { env: { DATA_DIR: empty } });
      assert.equal(code, 0, stderr);
      assert.deepEqual(JSON.parse(stdout), { users: [], page: 1, pages: 1, total: 0 });
      assert.match(stderr, /migrated/);
    } finally {
      fs.rmSync(empty, { recursive: true, force: true });
    }
  });

  describe('user', () => {
    let target: TestApp;
    let env: Record<string, string>;

    before(async () => {
      target = await bootApp({ dataDir });
      env = { DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
    });
    after(() => target.close());

    const done = async (args: readonly string[], input?: string): Promise<string> => {
      const { code, stdout, stderr } = await foyer(['user', ...args], { env, ...(input !== undefined && { input }) });
      assert.deepEqual([code, stderr], [0, ''], args.join(' '));
      return stdout;
    };

    it('list shows users beside the running server, and nothing that steers the terminal', async () => {
      const { id, username } = await createUser(target, { nickname: 'a\u001B[31mb\tc' });
      const stdout = await done(['list', '--search', username]);
      const [head, row, end] = stdout.split('\n');
      assert.equal(head, 'id\tusername\tnickname\trole\tstatus\tcreated\tlast login\trights');
      assert.match(String(row), new RegExp(`^${id}\t${username}\ta\\?\\[31mb\\?c\tuser\tenabled\t[\\dT:-]{19}\t[\\dT:-]{19}\t-$`));
      assert.equal(end, 'page 1 of 1, 1 in all');
    });

    it('D03 disable is felt by the running server within a second', async () => {
      const { username, token } = await createUser(target);
      const ping = (): ReturnType<Api['post']> => target.api.as(token).post('/api/chat/unfollow/999999');
      assert.equal((await ping()).status, 404);
      assert.equal(await done(['disable', username]), `${username} is disabled; sessions ended: 1\n`);
      await answers(ping, 401);
      refused(await ping(), '401 user_disabled', '当前用户不存在或者已被禁用');
    });

    it('enable lets the account in again', async () => {
      const { id, username } = await createUser(target, { password: 'secret-1' });
      await done(['disable', String(id)]);
      const login = (): ReturnType<Api['post']> => target.api.post('/api/loginChat', { username, password: 'secret-1' });
      refused(await login(), '403 account_disabled', '账号不存在或者被禁用');
      assert.deepEqual(JSON.parse(await done(['enable', String(id), '--json'])), { username, is: 'enabled' });
      assert.equal((await login()).status, 200);
    });

    it('password prints a new random one that works, and the old one does not', async () => {
      const { username } = await createUser(target, { password: 'secret-1' });
      const [said, password] = (await done(['password', username])).split('\n');
      assert.equal(said, `${username} has a new password; sessions ended: 1`);
      assert.equal((await target.api.post('/api/loginChat', { username, password: 'secret-1' })).status, 400);
      assert.equal((await target.api.post('/api/loginChat', { username, password })).status, 200);
    });

    it('password --stdin takes the line that it reads, and prints none', async () => {
      const { username } = await createUser(target, { password: 'secret-1' });
      const said = await done(['password', username, '--stdin', '--json'], 'my new one\n');
      assert.deepEqual(JSON.parse(said), { username, ended: 1 });
      assert.equal((await target.api.post('/api/loginChat', { username, password: 'my new one' })).status, 200);
    });

    it('signout ends the sessions', async () => {
      const { username, token } = await createUser(target);
      const ping = (): ReturnType<Api['post']> => target.api.as(token).post('/api/chat/unfollow/999999');
      assert.equal((await ping()).status, 404);
      assert.equal(await done(['signout', username]), `${username} is signed out; sessions ended: 1\n`);
      await answers(ping, 401);
    });

    it('says that nobody has this name, and that a visitor has no password', async () => {
      failed(await foyer(['user', 'disable', 'nobody_here'], { env }), 1, /^foyer: This user does not exist\n$/);
      const visitor = await createVisitor(target);
      failed(await foyer(['user', 'password', visitor.username], { env }), 1, /is a visitor and has no password\n$/);
    });
  });
});

/** Waits, a second at most, until the server answers so: another process reaches it through SQL. */
async function answers(ask: () => ReturnType<Api['post']>, status: number): Promise<void> {
  await until(async () => (await ask()).status === status, { within: 1000, message: `the answer ${status}` });
}
