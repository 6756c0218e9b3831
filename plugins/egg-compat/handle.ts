import { once } from 'node:events';
import { STATUS_CODES } from 'node:http';
import { ChatError } from '#app';
import type { Context, Middleware, Next } from '#kernel';
import { isObject } from '../../kernel/files.ts';
import type { EggApplication } from './application.ts';
import { compose, type Step } from './compose.ts';
import type { EggContext } from './context.ts';
import type { EggServer } from './server.ts';

/** What answers requests on Egg's side: what listens at the server, then the body of the request, middleware and routes, then the rest of Foyer. */
export function handlerOf(app: EggApplication, serverOf: () => EggServer | undefined): Middleware {
  const { foyer, router } = app;
  const body = foyer.step.body(foyer.config.body);
  const read: Step<EggContext> = (ctx, next) => body(ctx.foyer, next);
  const run = compose([read, ...app.middleware, router.routes() as unknown as Step<EggContext>]);
  return async (ctx, next) => {
    if (serverOf()?.takeRequest(ctx.req, ctx.res)) return leave(ctx);
    return answer(app.contextOf(ctx), () => run(app.contextOf(ctx), next));
  };
}

/** The answer is somebody else's; the request is under way until it is out. */
async function leave(ctx: Context): Promise<void> {
  ctx.respond = false;
  if (!ctx.res.closed) await once(ctx.res, 'close');
}

/** An error of Egg's that is the client's fault keeps its status, and what it says of it; others are Foyer's to answer. */
async function answer(ctx: EggContext, run: Next): Promise<unknown> {
  try {
    return await run();
  } catch (thrown) {
    if (thrown instanceof ChatError || !isObject(thrown) || !isClientError(thrown['status'])) throw thrown;
    const { status, message, code, errors, headers } = thrown as { status: number } & Record<string, unknown>;
    ctx.status = status;
    if (isObject(headers)) ctx.set(headers as Record<string, string>);
    ctx.body = {
      msg: 'fail',
      data: message,
      code: typeof code === 'string' ? code : nameOf(status),
      ...(errors !== undefined && { errors }),
    };
    return undefined;
  }
}

function isClientError(status: unknown): boolean {
  return typeof status === 'number' && status >= 400 && status < 500;
}

/** `too_many_requests` for 429. */
function nameOf(status: number): string {
  return (STATUS_CODES[status] ?? 'bad_request').toLowerCase().replaceAll(/\W+/g, '_');
}
