import { isGone, type Context, type Middleware } from '#kernel';
import { ChatError } from '../error.ts';
import type { ErrorStatus } from '../error/row.ts';
import { translate } from '../error/translate.ts';

/** Seconds told to a client that must wait, where the error does not say. */
const RETRY_AFTER: Partial<Record<ErrorStatus, number>> = { 429: 60, 503: 2 };

/** The one place that turns an error into an answer: the failure envelope with text, code and status. Also answers what no route did. */
export default function failure(): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (isUnanswered(ctx)) answer(ctx, unmatched(ctx));
    } catch (thrown) {
      if (ctx.headerSent) throw thrown;
      const error = isGone(thrown, ctx.req.socket) ? new ChatError('bad_request', {}, { cause: thrown }) : translate(thrown);
      report(ctx, error);
      answer(ctx, error);
    }
  };
}

function isUnanswered(ctx: Context): boolean {
  return ctx.status === 404 && (ctx.body === undefined || ctx.body === null) && ctx.respond !== false;
}

/** The router leaves on the context which routes fit the path, whatever their method. */
function unmatched(ctx: Context): ChatError {
  const matched: unknown = Reflect.get(ctx, 'matched');
  const methods = Array.isArray(matched) ? matched.flatMap(methodsOf) : [];
  if (methods.length === 0 || methods.includes(ctx.method)) return new ChatError('not_found');
  ctx.set('Allow', methods.join(', '));
  return new ChatError('method_not_allowed');
}

function methodsOf(layer: unknown): string[] {
  const methods: unknown = typeof layer === 'object' && layer !== null ? Reflect.get(layer, 'methods') : undefined;
  return Array.isArray(methods) ? methods.map(String) : [];
}

/** Only what is ours to mend is logged; the client's mistakes are in the access log by their status. */
function report(ctx: Context, error: ChatError): void {
  if (error.status === 500) ctx.logger.error({ err: error.cause ?? error }, `internal error at ${ctx.method} ${ctx.path}`);
  if (error.code === 'unavailable') ctx.logger.warn({ err: error.cause ?? error }, `unavailable at ${ctx.method} ${ctx.path}`);
}

function answer(ctx: Context, error: ChatError): void {
  const retryAfter = error.retryAfter ?? RETRY_AFTER[error.status];
  if (retryAfter !== undefined) ctx.set('Retry-After', String(Math.max(1, Math.ceil(retryAfter))));
  // What the client still sends is of no use; the server reads on for a while, so that the answer gets through.
  if (!ctx.req.complete) ctx.set('Connection', 'close');
  ctx.vary('Accept-Language');
  ctx.status = error.status;
  ctx.body = { msg: 'fail', data: error.text(ctx.language), code: error.code };
}
