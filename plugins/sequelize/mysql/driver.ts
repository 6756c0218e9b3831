import { createRequire } from 'node:module';
import type * as Mysql2 from 'mysql2';
import type * as Mysql2Promise from 'mysql2/promise';

const require = createRequire(import.meta.url);

/** mysql2, loaded with the first connection: a node on SQLite does without its memory. */
export function driver(): typeof Mysql2 {
  return require('mysql2') as typeof Mysql2;
}

/** Its interface of promises. */
export function promiseDriver(): typeof Mysql2Promise {
  return require('mysql2/promise') as typeof Mysql2Promise;
}
