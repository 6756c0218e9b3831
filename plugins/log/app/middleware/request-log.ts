import type { Context, Middleware } from '#kernel';

/** Writes one entry per request: method, path without its query, status, duration in ms and address. Answers with the request's id. */
export default function requestLog(): Middleware {
  return async (ctx, next) => {
    const started = performance.now();
    const { ip } = ctx; // a connection that is gone has none
    ctx.set('X-Request-Id', ctx.requestId);
    try {
      await next();
    } finally {
      write(ctx, { ip, ms: Math.round(performance.now() - started) });
    }
  };
}

function write(ctx: Context, { ip, ms }: { ip: string; ms: number }): void {
  const { method, path, status } = ctx;
  const fields = { method, path, status, ms, ip };
  const message = `${method} ${path} ${status}`;
  if (status >= 500) ctx.logger.warn(fields, message);
  else ctx.logger.info(fields, message);
}
