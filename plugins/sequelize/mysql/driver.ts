import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** mysql2, loaded with the first connection: a node on SQLite does without its memory. */
export function driver(): typeof import('mysql2') {
  return require('mysql2') as typeof import('mysql2');
}

/** Its interface of promises. */
export function promiseDriver(): typeof import('mysql2/promise') {
  return require('mysql2/promise') as typeof import('mysql2/promise');
}
