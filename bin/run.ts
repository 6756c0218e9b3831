import { ChatError } from '../app/error.ts';
import { group } from './command/group.ts';
import { help } from './command/help.ts';
import { start } from './command/start.ts';
import { user } from './command/user.ts';
import { UsageError } from './usage-error.ts';

/** A command: gets what follows its name, resolves when it is done. */
export type Command = (args: readonly string[]) => Promise<void> | void;

const COMMANDS: Readonly<Record<string, Command>> = { start, user, group, help, '--help': help, '-h': help };

/** Runs one command line and returns the exit code: 0 done, 1 failed, 2 not understood. A failure is one message, without a stack. */
export async function run([name = 'help', ...args]: readonly string[]): Promise<number> {
  try {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command) throw new UsageError(`there is no command ${name}`);
    await command(args);
    return 0;
  } catch (error) {
    console.error(`foyer: ${messageOf(error)}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}; see \`foyer help\``;
  if (error instanceof ChatError) return error.text('en');
  return error instanceof Error ? error.message : String(error);
}
