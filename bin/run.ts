import { InputError } from '#validate';
import { reasonOf, UsageError, type Output } from '#kernel';
import { ChatError } from '../app/error.ts';
import { translate } from '../app/error/translate.ts';
import { INSTALLATION } from './application.ts';
import { backup, restore } from './command/backup.ts';
import { config } from './command/config.ts';
import { dev } from './command/dev.ts';
import { doctor } from './command/doctor.ts';
import { help } from './command/help.ts';
import { migrate } from './command/migrate.ts';
import { start } from './command/start.ts';
import { unit } from './command/unit.ts';
import { UnitCommands } from './unit-commands.ts';
import { outputOf } from './output.ts';
import { takeDir } from './own.ts';

/** A command that runs without the application, or serves with it: gets what follows its name, answers once, and resolves when it is done. */
type OwnCommand = (args: readonly string[], output: Output) => Promise<void> | void;

const OWN: Readonly<Record<string, OwnCommand>> = { start, dev, unit, doctor, config, migrate, backup, restore };

const HELP = new Set(['help', '--help', '-h']);

/** Runs one command line and returns the exit code: 0 done, 1 failed, 2 not understood. A failure is one message, without a stack. */
export async function run([name = 'help', ...rest]: readonly string[]): Promise<number> {
  try {
    const { args, output } = outputOf(takeDir(rest));
    await runCommand([name, ...args], output);
    return 0;
  } catch (error) {
    console.error(`foyer: ${messageOf(error)}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function runCommand(words: readonly string[], output: Output): Promise<void> {
  const [name = '', ...args] = words;
  if (HELP.has(name) || asksForHelp(args)) return showHelp(words, output);
  const own = Object.hasOwn(OWN, name) ? OWN[name] : undefined;
  if (own) return own(args, output);
  await (await UnitCommands.load(INSTALLATION)).run(words, output);
}

/** Behind `--` and in the place of an argument `help` is a word like any other. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).some((word) => word === '--help' || word === '-h');
}

/** Of an installation that cannot be read it shows what mends it. */
async function showHelp(words: readonly string[], output: Output): Promise<void> {
  const about = words.filter((word) => !HELP.has(word)).join(' ');
  try {
    help((await UnitCommands.load(INSTALLATION)).usages, output, about);
  } catch (error) {
    console.error(`foyer: commands of units are not shown: ${reasonOf(error)}`);
    help([], output, about);
  }
}

function messageOf(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}; see \`foyer help\``;
  if (error instanceof ChatError || error instanceof InputError) return translate(error).text('en');
  return reasonOf(error);
}
