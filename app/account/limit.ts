import type { Counter, Limit } from '../../engine/counter.ts';
import { ChatError, type ErrorCode } from '../error.ts';

/** Counts one use of a limit for a key, and refuses when it was one too many; Retry-After says when the window ends (D07). */
export async function enforce(counter: Counter, limit: Limit, use: { readonly key: string; readonly refusal: ErrorCode }): Promise<void> {
  const { allowed, retryAfter } = await counter.use(limit, use.key);
  if (!allowed) throw new ChatError(use.refusal, {}, { retryAfter: Math.ceil(retryAfter / 1000) });
}
