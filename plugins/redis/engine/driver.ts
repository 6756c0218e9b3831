import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** ioredis, loaded with the first client: a node without Redis does without its memory. */
export function driver(): typeof import('ioredis') {
  return require('ioredis') as typeof import('ioredis');
}
