import { SqlError } from '../../engine/sql.ts';

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

/** Whether a failure of raw SQL or of a model is the store's, not the statement's: it is out of reach, or busy beyond all patience. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof SqlError) return error.kind === 'unavailable' || error.kind === 'busy';
  if (error.name.startsWith('SequelizeConnection') || error.name === 'SequelizeTimeoutError') return true;
  const original: unknown = Reflect.get(error, 'original');
  const code: unknown = original instanceof Error ? Reflect.get(original, 'code') : undefined;
  return error.name.startsWith('Sequelize') && typeof code === 'string' && CODES.has(code);
}
