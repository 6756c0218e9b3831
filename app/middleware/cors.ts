import type { Context, Middleware } from '#kernel';
import { fail } from '../error.ts';
import { isOriginAllowed } from '../policy/origin.ts';

/** What a page of an allowed origin may send and read, beyond what browsers always allow. */
export interface CorsOptions {
  readonly methods: readonly string[];
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly string[];
  /** Seconds a browser may keep the answer to a preflight. */
  readonly maxAge: number;
}

/** Lets pages of `config.origin` call the server and refuses those of any other origin. No cookies take part, so none are allowed. */
export default function cors(options: CorsOptions): Middleware {
  return (ctx, next) => {
    ctx.vary('Origin');
    const origin = ctx.get('Origin');
    if (origin === '') return next();
    if (!isOriginAllowed(ctx.app.config.origin, origin, ctx.host)) fail('bad_origin');
    ctx.set('Access-Control-Allow-Origin', origin);
    ctx.set('Access-Control-Expose-Headers', options.responseHeaders.join(', '));
    return isPreflight(ctx) ? allow(ctx, options) : next();
  };
}

function isPreflight(ctx: Context): boolean {
  return ctx.method === 'OPTIONS' && ctx.get('Access-Control-Request-Method') !== '';
}

function allow(ctx: Context, { methods, requestHeaders, maxAge }: CorsOptions): void {
  ctx.set('Access-Control-Allow-Methods', methods.join(', '));
  ctx.set('Access-Control-Allow-Headers', requestHeaders.join(', '));
  ctx.set('Access-Control-Max-Age', String(maxAge));
  ctx.status = 204;
}
