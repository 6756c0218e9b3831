import { createHash } from 'node:crypto';
import { SqlError } from '../../engine/sql.ts';
import { ChatError, fail } from '../error.ts';
import { foldName } from '../text/fold.ts';

/** Characters of a key that its column takes. */
const LONGEST = 190;
/** Of a longer key this much stays as it is; a hash stands for the rest. */
const KEPT = 120;

/**
 * The unique form of a room's name: names that look alike are one. 50 characters may become 900 when they are written out, so a long key
 * ends in a hash. Fails with input_required for a name of which nothing can be seen.
 */
export function roomKeyOf(name: string): string {
  const folded = foldName(name);
  if (folded === '') fail('input_required', { desc: { zh: '群名称', en: 'Name' } });
  const letters = Array.from(folded);
  if (letters.length <= LONGEST) return folded;
  return letters.slice(0, KEPT).join('') + createHash('sha256').update(folded).digest('hex');
}

/** Waits for work that claims a room's name, and says so when another room has it. */
export async function claimingRoom<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SqlError && error.kind === 'duplicate') throw new ChatError('room_name_taken', {}, { cause: error });
    throw error;
  }
}
