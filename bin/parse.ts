import { parseArgs, type ParseArgsConfig } from 'node:util';
import { reasonOf, UsageError } from '#kernel';

type ParsedArgs<C extends ParseArgsConfig> = ReturnType<typeof parseArgs<C & { allowPositionals: true }>>;

/** Node's parser of options; what it refuses is a UsageError. */
export function parse<const C extends ParseArgsConfig>(config: C): ParsedArgs<C> {
  try {
    return parseArgs({ ...config, allowPositionals: true });
  } catch (error) {
    throw new UsageError(reasonOf(error));
  }
}

/** For a command that is about nothing in particular; `takes` names its options. */
export function assertNone(command: string, positionals: readonly string[], takes = 'nothing after it'): void {
  if (positionals.length > 0) throw new UsageError(`${command} takes ${takes}, but got ${positionals.join(' ')}`);
}
