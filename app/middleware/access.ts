import { onceFor, Places, type Application, type Context, type Middleware } from '#kernel';
import type { Identity } from '../account/identity.ts';
import { describe, FAILURE, TOKEN, type Operation } from '#validate';
import { enforceUses, type RouteLimit } from '../account/limit.ts';
import { textOf, tokenOf } from '../account/token.ts';
import { fail, type ErrorCode } from '../error.ts';
import type { RightCode } from '../right/catalogue.ts';

/** Who may come in, and how often. */
export interface AccessOptions {
  /** Open to visitors too; without it a visitor is refused. */
  readonly visitor?: true;
  /** Only who was granted this right, which means signing in; others are told which it is. */
  readonly may?: RightCode;
  /** What a visitor is told where the route is closed to visitors. */
  readonly refusal?: ErrorCode;
  /** Takes the token from `?token=` as well: only for what cannot send a header, the `<img>` of a code. */
  readonly query?: true;
  /** Nobody has to sign in; who does is known (`ctx.caller`). */
  readonly optional?: true;
  /** Which limit it counts against, per user and per address: `request` unless another is given. `own`: the action counts by itself. */
  readonly limit?: RouteLimit | 'own';
}

/** A route step: lets in who presents a good token, leaves on the context who it is (`ctx.identity`), and counts the request (D07, G06). */
export default function access(options: AccessOptions = {}, app?: Application): Middleware {
  const { limit = 'request', may } = options;
  if (may !== undefined) app?.rights.ask(may);
  const step: Middleware = async (ctx, next) => {
    const identity = await (options.optional && may === undefined ? ctx.service.session.callerOf(tokenOf(ctx)) : enter(ctx, options));
    if (identity) ctx.identity = identity;
    if (limit !== 'own') {
      await enforceUses(ctx, limit, identity?.user.id);
      if (identity) takePlace(ctx, identity.user.id);
    }
    if (identity && may !== undefined) await ctx.service.right.assert(identity, may);
    return next();
  };
  return describe(step, operationOf(options));
}

/** A route that is open to everybody asks for no token. */
function operationOf({ optional, visitor, may }: AccessOptions): Operation {
  const isOpen = optional === true && may === undefined;
  const isClosed = !isOpen && (!visitor || may !== undefined);
  return {
    ...(!isOpen && { security: TOKEN }),
    responses: { ...(!isOpen && { 401: FAILURE }), ...(isClosed && { 403: FAILURE }), 429: FAILURE },
  };
}

const placesOf = onceFor((app: Application) => new Places<number>(app.config.access.underWay));

/** Until the answer is out, or its connection is gone: what nobody takes waits in memory. Fails with too_many. */
function takePlace({ app, res }: Context, userId: number): void {
  const leave = placesOf(app).take(userId) ?? fail('too_many');
  if (res.closed) leave();
  else res.once('close', leave);
}

async function enter(ctx: Context, options: AccessOptions): Promise<Identity> {
  const identity = await ctx.service.session.authenticate(tokenOf(ctx) ?? (options.query && textOf(ctx.query['token'])));
  if (identity.isVisitor && !options.visitor) fail(options.refusal ?? 'visitor_refused');
  return identity;
}
