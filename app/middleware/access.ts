import type { Middleware } from '#kernel';
import { textOf, tokenOf } from '../account/token.ts';
import { fail, type ErrorCode } from '../error.ts';

/** Who may come in. */
export interface AccessOptions {
  /** Open to visitors too; without it a visitor is refused. */
  readonly visitor?: true;
  /** What a visitor is told where the route is closed to visitors. */
  readonly refusal?: ErrorCode;
  /** Takes the token from `?token=` as well: only for what cannot send a header, the `<img>` of a code. */
  readonly query?: true;
}

/** A route step: lets in who presents a good token, and leaves on the context who it is (`ctx.identity`). */
export default function access(options: AccessOptions = {}): Middleware {
  return async (ctx, next) => {
    const identity = await ctx.service.session.authenticate(tokenOf(ctx) ?? (options.query && textOf(ctx.query['token'])));
    if (identity.isVisitor && !options.visitor) fail(options.refusal ?? 'visitor_refused');
    ctx.identity = identity;
    return next();
  };
}
