import assert from 'node:assert/strict';
import { run } from '../../bin/run.ts';

describe('run', () => {
  const written: { log: string[]; error: string[] } = { log: [], error: [] };
  const { log, error } = console;

  beforeEach(() => {
    written.log.length = 0;
    written.error.length = 0;
    Object.assign(console, {
      log: (line: string) => void written.log.push(line),
      error: (line: string) => void written.error.push(line),
    });
  });
  afterEach(() => Object.assign(console, { log, error }));

  it('shows what can be done', async () => {
    for (const args of [[], ['help'], ['--help'], ['-h']]) {
      written.log.length = 0;
      assert.equal(await run(args), 0);
      for (const command of [
        'start',
        'user list',
        'user create',
        'user invite',
        'user disable',
        'user enable',
        'user password',
        'user signout',
        'group list',
        'group ban',
        'group unban',
        'doctor',
        'config',
        'migrate',
        'backup',
        'restore',
        'purge',
        'help',
      ]) {
        assert.ok(written.log[0]?.includes(`\n  ${command} `), command);
      }
    }
    assert.deepEqual(written.error, []);
  });

  it('G107 answers in JSON', async () => {
    assert.equal(await run(['help', '--json']), 0);
    const { commands } = JSON.parse(written.log[0] ?? '') as { commands: { usage: string; about: string }[] };
    assert.ok(commands.length > 5 && commands.every(({ usage, about }) => usage !== '' && about !== ''));
  });

  it('U15 shows behind --help how one command is written, or those of one kind', async () => {
    assert.equal(await run(['user', 'create', '--help']), 0);
    assert.match(
      written.log[0] ?? '',
      /^ {2}user create <username> \[--nickname <name>\] \[--service\] \[--stdin\] \[--prompt\] {2}make an/m,
    );
    assert.doesNotMatch(written.log[0] ?? '', /user list|serve until/);
    assert.equal(await run(['group', '-h']), 0);
    assert.match(written.log[1] ?? '', /group ban <id> .*\n {2}group list \[<text\|id>\] \[--page <n>\] /);
    assert.equal(await run(['help', 'migrate']), 0);
    assert.match(written.log[2] ?? '', /migrate \[--check\]/);
  });

  it('gives 2 and one message for a command line that it does not understand', async () => {
    const cases = [
      [['serve'], 'there is no command serve'],
      [['__proto__'], 'there is no command __proto__'],
      [['start', 'now'], 'start takes nothing after it, but got now'],
      [['user'], 'user needs to know what to do'],
      [['user', 'drop', 'kefu'], 'there is no command user drop'],
      [['user', 'disable'], 'user disable needs <username|id>'],
      [['user', 'disable', 'a', 'b'], 'user disable takes <username|id>, but got a b'],
      [['user', 'enable', '--force', 'a'], "Unknown option '--force'"],
      [['user', 'list', '--page', 'x'], '--page is a number from 1, not x'],
      [['user', 'list', '--page', '0'], '--page is a number from 1, not 0'],
      [['user', 'list', 'all'], 'user list takes [--search <text>] [--page <n>], but got all'],
      [['group'], 'group needs to know what to do'],
      [['group', 'drop', '7'], 'there is no command group drop'],
      [['group', 'ban'], 'group ban needs <id>'],
      [['group', 'ban', 'name'], '<id> of group ban is the id of a group, not name'],
      [['group', 'unban', '7', '8'], 'group unban takes <id>, but got 7 8'],
      [['group', 'list', 'a', 'b'], 'group list takes [<text|id>] [--page <n>], but got a b'],
      [['backup'], 'backup needs a folder'],
      [['restore', 'a', 'b'], 'restore takes one folder, but got a b'],
      [['config', 'server.proxy'], 'config takes nothing after it, but got server.proxy'],
      [['migrate', 'now'], 'migrate takes --check only, but got now'],
      [['purge', 'all'], 'purge takes [--messages <age>] [--dry-run], but got all'],
      [['purge', '--messages', '1y'], '--messages is a number with s, m, h or d, as in 365d, not 1y'],
      [['user', 'create'], 'user create needs <username>'],
      [['user', 'create', 'ann_1', '--stdin', '--prompt'], '--stdin and --prompt both say'],
      [['user', 'invite', 'ann_1'], 'user invite takes [--expires <age>], but got ann_1'],
      [['user', 'password'], 'user password needs <username|id>'],
    ] as const;
    for (const [args, message] of cases) {
      written.error.length = 0;
      assert.equal(await run(args), 2, args.join(' '));
      assert.equal(written.error.length, 1);
      assert.ok(written.error[0]?.startsWith(`foyer: ${message}`), written.error[0]);
      assert.ok(written.error[0]?.endsWith('; see `foyer help`'));
    }
    assert.deepEqual(written.log, []);
  });
});
