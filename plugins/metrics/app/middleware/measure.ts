import type { Context, Middleware } from '#kernel';

/** Measures how long each request takes, by the route that answered it. */
export default function measure(): Middleware {
  return async (ctx, next) => {
    const started = performance.now();
    try {
      await next();
    } finally {
      observe(ctx, (performance.now() - started) / 1000);
    }
  };
}

function observe(ctx: Context, seconds: number): void {
  const { app, method, status, routerPath: route = 'none' } = ctx;
  app.metrics.observeRequest({ method: KNOWN.has(method) ? method : 'other', route, status }, seconds);
}

/** A client may send any word as its method; each would be a series of its own. */
const KNOWN = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
