import { parseArgs, type ParseArgsConfig } from 'node:util';
import { reasonOf, UsageError } from '#kernel';

type Parsed<C extends ParseArgsConfig> = ReturnType<typeof parseArgs<C & { allowPositionals: true }>>;

/** Node's parser of options; what it refuses is a UsageError. */
export function parse<const C extends ParseArgsConfig>(config: C): Parsed<C> {
  try {
    return parseArgs({ ...config, allowPositionals: true });
  } catch (error) {
    throw new UsageError(reasonOf(error));
  }
}
