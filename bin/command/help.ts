import type { Output } from '#kernel';

/** How a command is written, and what it does. */
export interface Usage {
  readonly usage: string;
  readonly about: string;
}

/** What foyer does without the application, or with a whole server. */
export const OWN: readonly Usage[] = [
  { usage: 'start', about: 'serve until SIGTERM or SIGINT' },
  { usage: 'dev', about: 'serve your own application, and restart it at each change' },
  { usage: 'unit new <name>', about: 'write a unit into plugins/ of your own application: a route, a failure, a table, a test' },
  {
    usage: 'doctor [--mend]',
    about: 'check settings, stores, disk, rights, tables and what is stored; --mend mends what it can',
  },
  { usage: 'config', about: 'show what differs from the defaults, and which file or variable sets it' },
  { usage: 'migrate [--check]', about: 'bring the tables up to date; --check only says what is pending' },
  { usage: 'backup <folder>', about: 'copy the embedded database and the files of users, while a server runs or not' },
  { usage: 'restore <backup>', about: 'restore a backup into an empty place' },
  { usage: 'help', about: 'show this text; <command> --help shows the usage of a command' },
];

const END = `With --dir <folder> a command takes your own application from there; without it from here, where there is one: docs/plugins.md.
With --json a command answers in JSON, and start logs in JSON. Answers go to standard output, the log of a command to standard error.
Settings come from the environment, .env and foyer.config.json, the same for every command: docs/configuration.md.
Exit codes: 0 done, 1 failed, 2 command line not understood.`;

/** Shows how every command is written, or those whose words begin with `words`; `ofUnits` are those that units bring. */
export function help(ofUnits: readonly Usage[], output: Output, words = ''): void {
  const commands = [...OWN, ...ofUnits].filter(({ usage }) => `${usage} `.startsWith(words === '' ? '' : `${words} `));
  const shown = commands.length === 0 ? [...OWN, ...ofUnits] : commands;
  const width = Math.max(...shown.map(({ usage }) => usage.length));
  const lines = shown.map(({ usage, about }) => `  ${usage.padEnd(width)}  ${about}`);
  output.answer({ commands: shown }, `foyer <command>\n\n${lines.join('\n')}\n\n${END}`);
}
