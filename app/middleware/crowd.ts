import { Places, type Application, type Middleware } from '#kernel';
import { addressKey } from '../account/address.ts';
import { fail } from '../error.ts';

/** Behind a proxy, which has all connections: how many requests of one client address are under way at the same time, until their answers are out. */
export default function crowd(_options: unknown, { config }: Application): Middleware {
  const places = new Places<string>(config.websocket.maxPerAddress);
  if (!config.server.proxy) return (_, next) => next();
  return (ctx, next) => {
    const leave = places.take(addressKey(ctx.ip)) ?? fail('too_many');
    ctx.res.once('close', leave);
    return next();
  };
}
