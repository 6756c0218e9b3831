import { randomBytes, randomInt } from 'node:crypto';
import type { Sql } from '../../../engine/sql.ts';
import { MESSAGE_COLUMNS } from './statement.ts';

/** Of no conversation. */
const NOWHERE = 0;
/** Larger than a page of either store: it takes room that a store on a full disk does not have. */
const SIZE = 20_000;
/** Numbers, so that several nodes do not wait for each other. */
const NUMBERS = 2 ** 47;

/**
 * Stores a message of nobody and takes it away in the same transaction, so that nobody sees it: what a full disk, a read-only server or a lost
 * right refuses is what a send needs, which an answer to a question says nothing of. Rejects as a send would.
 */
export async function tryStore(sql: Sql): Promise<void> {
  const seq = randomInt(1, NUMBERS);
  await sql.transaction(async (tx) => {
    const values = [NOWHERE, seq, NOWHERE, randomBytes(16), 'trial', ' '.repeat(SIZE), null, Date.now()];
    await tx.execute(`INSERT INTO message (${MESSAGE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, values);
    await tx.execute('DELETE FROM message WHERE conversation_id = ? AND seq = ?', [NOWHERE, seq]);
  });
}
