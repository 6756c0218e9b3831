import { EngineUnavailable } from './error.ts';
import { SqlError } from './sql.ts';

/** What a driver calls errors that are the store's, below Sequelize's own. */
const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ER_CONNECTION_KILLED',
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_QUERY_INTERRUPTED',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'SQLITE_BUSY',
  'SQLITE_FULL',
  'SQLITE_IOERR',
]);

/** Whether a failure is a store's, not that of what was asked of it: the store is out of reach, or busy beyond all patience. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof EngineUnavailable) return true;
  if (error instanceof SqlError) return error.kind === 'unavailable' || error.kind === 'busy';
  if (error.name.startsWith('SequelizeConnection') || error.name === 'SequelizeTimeoutError') return true;
  const original: unknown = Reflect.get(error, 'original');
  return error.name.startsWith('Sequelize') && typeof original === 'object' && original !== null && isStores(original);
}

/** mysql2 calls what ends a connection fatal. */
function isStores(original: object): boolean {
  const code: unknown = Reflect.get(original, 'code');
  return Reflect.get(original, 'fatal') === true || (typeof code === 'string' && CODES.has(code));
}
