import type Koa from 'koa';
import type { Application } from './application.ts';
import type { Logger } from './logger.ts';
import type { ContextExtension, RequestExtension, ResponseExtension, Services } from './registry.ts';

type Own = 'app' | 'ctx' | 'request' | 'response' | 'body' | 'rawBody' | 'state' | 'inspect' | 'toJSON';

/** `ctx.request`: Koa's, without what ends in `any`. */
export interface Request extends Omit<Koa.Request, Own>, RequestExtension {
  readonly app: Application;
  readonly ctx: Context;
  readonly response: Response;
  /** The parsed body, once a body parser has run. */
  body?: unknown;
  rawBody?: string;
}

/** `ctx.response`: Koa's, without what ends in `any`. */
export interface Response extends Omit<Koa.Response, Own>, ResponseExtension {
  readonly app: Application;
  readonly ctx: Context;
  readonly request: Request;
  body: unknown;
}

/**
 * The request context: Koa's, without what ends in `any`. No index signature: an unknown property is a compile error.
 * `throw` and `assert` are left out, since errors come from the app's own table.
 */
export interface Context extends Omit<Koa.ExtendableContext, Own | 'throw' | 'assert' | 'onerror'>, ContextExtension {
  readonly app: Application;
  readonly request: Request;
  readonly response: Response;
  readonly service: Services;
  readonly logger: Logger;
  body: unknown;
  /** For what one middleware tells another and no extension names. */
  state: Record<string, unknown>;
  /** Path parameters, set by the router. */
  params: Record<string, string>;
  /** The path of the route that matched, as declared; undefined when none did. */
  readonly routerPath?: string;
}
