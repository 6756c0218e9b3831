import type Koa from 'koa';
import type { Application } from './application.ts';
import type { Logger } from './logger.ts';
import type { ContextExtension, RequestExtension, ResponseExtension, Services } from './registry.ts';

type FromRequest =
  | 'header' | 'headers' | 'method' | 'url' | 'originalUrl' | 'origin' | 'href' | 'path' | 'query' | 'querystring' | 'search'
  | 'host' | 'hostname' | 'URL' | 'fresh' | 'stale' | 'socket' | 'protocol' | 'secure' | 'ip' | 'ips' | 'subdomains'
  | 'accepts' | 'acceptsEncodings' | 'acceptsLanguages' | 'is' | 'get' | 'req' | 'res';
type FromResponse =
  | 'status' | 'message' | 'length' | 'type' | 'headerSent' | 'vary' | 'redirect' | 'attachment' | 'lastModified' | 'etag'
  | 'set' | 'append' | 'remove' | 'writable' | 'flushHeaders';

/** `ctx.request`: Koa's, without what ends in `any`. */
export interface Request extends Pick<Koa.Request, FromRequest | 'length' | 'type' | 'charset' | 'idempotent'>, RequestExtension {
  readonly app: Application;
  readonly ctx: Context;
  /** The parsed body, once a body parser has run. */
  body?: unknown;
  rawBody?: string;
}

/** `ctx.response`: Koa's, without what ends in `any`. */
export interface Response extends Pick<Koa.Response, FromResponse | 'header' | 'headers' | 'get' | 'is' | 'socket'>, ResponseExtension {
  readonly app: Application;
  readonly ctx: Context;
  body: unknown;
}

/**
 * The request context: Koa's fields one by one, because `@types/koa` ends in `any`.
 * No index signature: an unknown property is a compile error. `throw` and `assert` are left out, since errors come from the app's own table.
 */
export interface Context extends Pick<Koa.ExtendableContext, FromRequest | FromResponse | 'cookies' | 'respond'>, ContextExtension {
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
