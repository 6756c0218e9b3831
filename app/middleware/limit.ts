import type { Middleware } from '#kernel';
import { describe, FAILURE } from '#validate';
import { addressKey } from '../account/address.ts';
import { enforce, limitOf, type RouteLimit } from '../account/limit.ts';
import type { ErrorCode } from '../error.ts';

/** Which limit a route counts against, per client address. */
export interface LimitOptions {
  readonly limit: RouteLimit;
  /** Default: `too_many`. */
  readonly refusal?: ErrorCode;
}

/** A route step: counts the request for the client's address and refuses it when it is one too many (D07). */
export default function limit({ limit, refusal = 'too_many' }: LimitOptions): Middleware {
  const step: Middleware = async (ctx, next) => {
    const { engine } = ctx.app;
    await enforce(engine.counter, limitOf(ctx.app, limit), { key: addressKey(ctx.ip), refusal });
    return next();
  };
  return describe(step, { responses: { 429: FAILURE } });
}
