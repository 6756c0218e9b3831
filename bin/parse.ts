import { parseArgs, type ParseArgsConfig } from 'node:util';
import { reasonOf, spanOf, UsageError } from '#kernel';

type Parsed<C extends ParseArgsConfig> = ReturnType<typeof parseArgs<C & { allowPositionals: true }>>;

/** Node's parser of options; what it refuses is a UsageError. */
export function parse<const C extends ParseArgsConfig>(config: C): Parsed<C> {
  try {
    return parseArgs({ ...config, allowPositionals: true });
  } catch (error) {
    throw new UsageError(reasonOf(error));
  }
}

/** A span of time in ms, written with its unit. */
export function durationOf(option: string, given: string): number {
  const ms = spanOf(given);
  if (ms === 0) throw new UsageError(`${option} is a number with s, m, h or d, as in 365d, not ${given}`);
  return ms;
}

/** The one account that a command is about. */
export function accountOf(command: string, positionals: readonly string[]): string {
  const [account, ...rest] = positionals;
  if (account === undefined) throw new UsageError(`${command} needs a username or an id`);
  if (rest.length > 0) throw new UsageError(`${command} takes one account, but got ${positionals.join(' ')}`);
  return account;
}
