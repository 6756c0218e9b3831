import { ChatError } from '../../error.ts';

/** Rights that change under a message are asked again this many times. */
const MOST_TRIES = 5;

/**
 * Tries until one try is not out of date, and gives what it gave. A try gives undefined where the rights changed under it, once it has dropped
 * what it knew of them. Fails with unavailable where they change all the time.
 */
export async function settle<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const settled = await attempt();
    if (settled !== undefined) return settled;
  }
  throw new ChatError('unavailable', {}, { retryAfter: 1 });
}
