import type { EventEmitter } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import Koa from 'koa';
import type { Context, Request, Response } from './context.ts';
import type { Middleware } from './registry.ts';

/** What we use of Koa's application, with our own context: `@types/koa` ends in `any`. */
export interface KoaApplication extends EventEmitter {
  env: string;
  proxy: boolean;
  maxIpsCount: number;
  silent: boolean | undefined;
  keys: string[] | undefined;
  readonly middleware: Middleware[];
  /** The prototypes that the extensions are mixed into. */
  readonly context: Context;
  readonly request: Request;
  readonly response: Response;
  use(middleware: Middleware): this;
  callback(): RequestListener;
  createContext(req: IncomingMessage, res: ServerResponse): Context;
  /** Logs what reached the end of the middleware unhandled. */
  onerror(error: Error, ctx?: Context): void;
}

/** Koa's application class, seen through our types. */
export const KoaApplication = Koa as unknown as new (options: { env: string }) => KoaApplication;

/** Takes middleware typed against `@types/koa` (koa-helmet, a body parser) into our types. */
export function fromKoa(middleware: Koa.Middleware): Middleware {
  return middleware as unknown as Middleware;
}
