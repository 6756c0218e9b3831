import { createRequire } from 'node:module';
import type * as Ioredis from 'ioredis';

const require = createRequire(import.meta.url);

/** ioredis, loaded with the first client: a node without Redis does without its memory. */
export function driver(): typeof Ioredis {
  return require('ioredis') as typeof Ioredis;
}
