import type { AppConfig, Application, Context } from '#kernel';
import type { Counter, Limit } from '../../engine/counter.ts';
import { addressKey } from './address.ts';
import { ChatError, type ErrorCode } from '../error.ts';

/** A use of a limit: whose, what a refusal says, and how many points it takes, 1 unless it says so. */
export interface Use {
  readonly key: string;
  readonly refusal: ErrorCode;
  readonly cost?: number;
}

/** Counts a use of a limit for a key, and refuses when it was one too many; Retry-After says when the window ends (D07). */
export async function enforce(counter: Counter, limit: Limit, use: Use): Promise<void> {
  const { allowed, retryAfter } = await counter.use(limit, use.key, use.cost);
  if (!allowed) throw new ChatError(use.refusal, {}, { retryAfter: Math.ceil(retryAfter / 1000) });
}

/** The same for different things: what was counted within the window is counted no more. */
export async function enforceDistinct(counter: Counter, limit: Limit, { item, ...use }: Use & { readonly item: string }): Promise<void> {
  const seen = { name: `${limit.name}_seen`, points: 1, window: limit.window };
  const place = `${use.key} ${item}`;
  if (!(await counter.use(seen, place)).allowed) return;
  try {
    await enforce(counter, limit, use);
  } catch (error) {
    await counter.reset(seen, place);
    throw error;
  }
}

/** A limit of a route: one of `config.limit` by its key, or a unit's own; its name begins with the unit's. */
export type RouteLimit = keyof AppConfig['limit'] | (Limit & { readonly perAddress?: number });

/** A limit as it is counted; `perAddress` for all users of one address together. */
export function limitOf({ config }: Application, limit: RouteLimit): Limit & { readonly perAddress?: number } {
  return typeof limit === 'string' ? { name: limit, ...config.limit[limit] } : limit;
}

/** Counts a request for the client's address and, if there is one, for the user. Fails with too_many. */
export async function enforceUses({ app, ip }: Context, limit: RouteLimit, userId: number | undefined): Promise<void> {
  const { counter } = app.engine;
  const { name, points, window, perAddress = points } = limitOf(app, limit);
  const shared = { name: `${name}_address`, points: perAddress, window };
  const uses = [enforce(counter, shared, { key: addressKey(ip), refusal: 'too_many' })];
  if (userId !== undefined) uses.push(enforce(counter, { name, points, window }, { key: String(userId), refusal: 'too_many' }));
  await Promise.all(uses);
}
