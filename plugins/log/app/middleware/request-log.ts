import type { Context, Middleware } from '#kernel';

/** Writes one entry per request: method, path without its query, status, duration in ms and address. Answers with the request's id. */
export default function requestLog(): Middleware {
  return async (ctx, next) => {
    const started = performance.now();
    ctx.set('X-Request-Id', ctx.requestId);
    try {
      await next();
    } finally {
      write(ctx, performance.now() - started);
    }
  };
}

function write(ctx: Context, duration: number): void {
  const { method, path, status, ip } = ctx;
  const fields = { method, path, status, ms: Math.round(duration), ip };
  const message = `${method} ${path} ${status}`;
  if (status >= 500) ctx.logger.warn(fields, message);
  else ctx.logger.info(fields, message);
}
