import type { Output } from '../output.ts';

/** Every command: how it is written, and what it does. */
const COMMANDS: readonly (readonly [usage: string, about: string])[] = [
  ['start', 'serve until SIGTERM or SIGINT'],
  ['user list [--search <text>] [--page <n>]', 'accounts and visitors, newest first'],
  [
    'user create <username> [--nickname <name>] [--service] [--stdin|--prompt]',
    'make an account; its password is random and printed, or read',
  ],
  ['user invite [--expires <age>]', 'print a code by which one account is made, where signing up takes one; 7d by default'],
  ['user disable <username|id>', 'close an account: no login, its sockets are closed'],
  ['user enable <username|id>', 'open it again'],
  ['user password <username|id> [--stdin]', 'set a new random password and print it; --stdin reads it instead'],
  ['user signout <username|id>', 'end every session of an account'],
  ['user erase <username|id>', 'take an account out for good; what it said stays, without a name'],
  ['group list [<text|id>] [--page <n>]', 'groups and rooms, newest first'],
  ['group ban <id>', 'close a group: nobody writes to it, finds it or joins it'],
  ['group unban <id>', 'open it again, as it was'],
  ['export <username|id>', 'print what is kept of an account as JSON, as its user gets it'],
  [
    'doctor [--mend]',
    'look whether everything is in order: settings, stores, disk, rights, tables, what is stored; --mend mends what it can',
  ],
  ['config', 'what differs from the defaults, and which file or variable says so'],
  ['migrate [--check]', 'bring the tables up to date; --check only says what is pending'],
  ['backup <folder>', 'copy the embedded database and the files of users, while a server runs or not'],
  ['restore <backup>', 'put a backup where nothing is yet'],
  ['purge [--messages <age>] [--dry-run]', 'remove what is not to be kept any longer; messages older than, as in 365d'],
  ['help', 'this text'],
];

const END = `With --json a command answers in JSON, and start logs in JSON. Answers go to standard output, the log of a command to standard error.
Settings come from the environment, .env and foyer.config.json, the same for every command: docs/configuration.md.
Exit codes: 0 done, 1 failed, 2 command line not understood.`;

/** Shows what can be done. */
export function help(_args: readonly string[], output: Output): void {
  const width = Math.max(...COMMANDS.map(([usage]) => usage.length));
  const lines = COMMANDS.map(([usage, about]) => `  ${usage.padEnd(width)}  ${about}`);
  output.answer({ commands: COMMANDS.map(([usage, about]) => ({ usage, about })) }, `foyer <command>\n\n${lines.join('\n')}\n\n${END}`);
}
