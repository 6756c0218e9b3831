import type { ConnectionOptions } from 'mysql2';
import type { Address } from './address.ts';

/** Ms for a connection to come about. */
export const CONNECT_WITHIN = 3000;
/** Seconds that a statement waits for a row's lock before it fails as `busy`; below the deadline, after which it would be `unavailable`. */
const LOCK_WAIT = 2;

/** What each connection begins with: the same rules whatever the server's own settings are. */
export const SESSION: readonly string[] = [
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  `SET SESSION innodb_lock_wait_timeout = ${LOCK_WAIT},
       SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`,
];

/** How the driver connects: for raw SQL and for the models alike. */
export function connectionOptions(address: Address): ConnectionOptions {
  const { host, port, user, password, database, isSecure } = address;
  return {
    host,
    port,
    user,
    password,
    database,
    ...(isSecure && { ssl: { rejectUnauthorized: true } }),
    charset: 'utf8mb4',
    connectTimeout: CONNECT_WITHIN,
    enableKeepAlive: true,
    // Integers are numbers where a number holds them, else text.
    supportBigNumbers: true,
    bigNumberStrings: false,
    decimalNumbers: true,
    dateStrings: true,
    stringifyObjects: true,
  };
}
