import path from 'node:path';
import { isApplication, packageRoot, UsageError } from '#kernel';

/** The option that every command takes: where the application of the installation's own stands. */
const DIR_OPTION = '--dir';

/** What `--dir` said last: a process runs one command line. */
let given: string | undefined;

/** Takes `--dir <folder>` out of the arguments of a command, and remembers it; behind `--` it is one like any other. */
export function takeDir(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  const at = args.indexOf(DIR_OPTION);
  given = undefined;
  if (at < 0 || (end >= 0 && end < at)) return args;
  given = args[at + 1];
  if (given === undefined || given.startsWith('-')) throw new UsageError(`${DIR_OPTION} needs the folder of an application`);
  return [...args.slice(0, at), ...args.slice(at + 2)];
}

/** The folder of the installation's own application: that of `--dir`, else the current one where it is laid out like one; `base` is Foyer itself. */
export function ownDirBeside(base: string): string | undefined {
  if (given !== undefined) return applicationDir();
  const here = applicationDir();
  const isFoyer = here === packageRoot(base);
  return !isFoyer && isApplication(here) ? here : undefined;
}

/** Where the own application is, or is to be: the folder of `--dir`, else the current one. */
export function applicationDir(): string {
  return path.resolve(given ?? '');
}
