import type { SqlError, SqlErrorKind } from '../../engine/sql.ts';

/** Failures that are one statement's own: both engines undo it alone, and its transaction goes on. */
const SPARED: ReadonlySet<SqlErrorKind> = new Set(['duplicate', 'constraint', 'data']);

/**
 * Whether a statement's failure leaves its transaction as it was. After any other the store may have ended the transaction by itself (a
 * deadlock, a full disk, a lost connection), and what follows would be committed without what went before.
 */
export function sparesTransaction({ kind }: SqlError): boolean {
  return SPARED.has(kind);
}
