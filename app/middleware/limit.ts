import type { AppConfig, Middleware } from '#kernel';
import { addressKey } from '../account/address.ts';
import { enforce } from '../account/limit.ts';
import type { ErrorCode } from '../error.ts';

/** Which limit of `config.limit` a route counts against, per client address. */
export interface LimitOptions {
  readonly name: keyof AppConfig['limit'];
  /** Default: `too_many`. */
  readonly refusal?: ErrorCode;
}

/** A route step: counts the request for the client's address and refuses it when it is one too many (D07). */
export default function limit({ name, refusal = 'too_many' }: LimitOptions): Middleware {
  return async (ctx, next) => {
    const { engine, config } = ctx.app;
    await enforce(engine.counter, { name, ...config.limit[name] }, { key: addressKey(ctx.ip), refusal });
    return next();
  };
}
