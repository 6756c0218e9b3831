import { EngineUnavailable } from './error.ts';
import { SqlError } from './sql.ts';

/** What a driver's connection errors are called, below Sequelize's own. */
const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'SQLITE_BUSY',
]);

/** Whether a failure is a store's, not that of what was asked of it: the store is out of reach, or busy beyond all patience. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof EngineUnavailable) return true;
  if (error instanceof SqlError) return error.kind === 'unavailable' || error.kind === 'busy';
  if (error.name.startsWith('SequelizeConnection') || error.name === 'SequelizeTimeoutError') return true;
  const original: unknown = Reflect.get(error, 'original');
  const code: unknown = typeof original === 'object' && original !== null ? Reflect.get(original, 'code') : undefined;
  return error.name.startsWith('Sequelize') && typeof code === 'string' && CODES.has(code);
}
