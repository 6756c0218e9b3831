import { reasonOf, UsageError } from '#kernel';
import { InputError } from '#validate';
import { ChatError } from '../app/error.ts';
import { translate } from '../app/error/translate.ts';
import { backup, restore } from './command/backup.ts';
import { config } from './command/config.ts';
import { doctor } from './command/doctor.ts';
import { exportUser } from './command/export.ts';
import { group } from './command/group.ts';
import { help } from './command/help.ts';
import { migrate } from './command/migrate.ts';
import { purge } from './command/purge.ts';
import { start } from './command/start.ts';
import { user } from './command/user.ts';
import { outputOf, type Output } from './output.ts';

/** A command: gets what follows its name, answers once, and resolves when it is done. */
export type Command = (args: readonly string[], output: Output) => Promise<void> | void;

const COMMANDS: Readonly<Record<string, Command>> = {
  start,
  user,
  group,
  export: exportUser,
  doctor,
  config,
  migrate,
  backup,
  restore,
  purge,
  help,
  '--help': help,
  '-h': help,
};

/** Runs one command line and returns the exit code: 0 done, 1 failed, 2 not understood. A failure is one message, without a stack. */
export async function run([name = 'help', ...rest]: readonly string[]): Promise<number> {
  try {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command) throw new UsageError(`there is no command ${name}`);
    const { args, output } = outputOf(rest);
    await command(args, output);
    return 0;
  } catch (error) {
    console.error(`foyer: ${messageOf(error)}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}; see \`foyer help\``;
  if (error instanceof ChatError || error instanceof InputError) return translate(error).text('en');
  return reasonOf(error);
}
