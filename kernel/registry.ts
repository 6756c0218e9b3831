import type { ZodType } from 'zod';
import type { Application } from './application.ts';
import type { Context } from './context.ts';

/** `ctx.service`; filled by each unit in its `plugin.ts` from its `app/service/index.ts`. */
export interface Services {}

/** `app.controller`; filled by each unit in its `plugin.ts` from its `app/controller/index.ts`. */
export interface Controllers {}

/** `app.model`, where a plugin brings one; filled by the units. */
export interface Models {}

/** `app.step`; filled by each unit in its `plugin.ts` from its `app/middleware/index.ts`. */
export interface Steps {}

/** Failures that plugins add to the error table; filled by each unit in its `plugin.ts` from its `app/error.ts`. */
export interface Errors {}

/** Data of jobs by name, as JSON keeps it; filled by each unit for what stands in its `app/job/`. */
export interface JobData {}

/** Rights that units declare; filled from the `app/right.ts` of each unit. */
export interface Rights {}

/** What `app/extend/application.ts` of the units adds to the application. */
export interface ApplicationExtension {}

/** What `app/extend/context.ts` of the units adds to every context. */
export interface ContextExtension {}

/** What `app/extend/request.ts` of the units adds to `ctx.request`. */
export interface RequestExtension {}

/** What `app/extend/response.ts` of the units adds to `ctx.response`. */
export interface ResponseExtension {}

/** The merged configuration; filled by each unit in its `plugin.ts` from its `config/config.default.ts`. */
export interface AppConfig extends KernelConfig {}

/** The configuration that the kernel itself reads. */
export interface KernelConfig {
  /** The environment: local, unittest, prod or one of your own. */
  readonly env: string;
  /** Application middleware, in order. */
  middleware: string[];
  /** Plugin middleware, in order; runs before `middleware`. Plugins add theirs in configWillLoad. */
  coreMiddleware: string[];
  server: ServerConfig;
}

/** Limits of the HTTP server; all times in ms. */
export interface ServerConfig {
  /** For the whole request to arrive, whatever it is. */
  requestTimeout: number;
  /** For the body of a request to arrive, on every route but those that take files. */
  bodyTimeout: number;
  /** A file on its way in and an answer on its way out must get on by so many bytes within `window`; else the connection is cut. */
  stall: { window: number; bytes: number };
  /** For how long, and how many bytes, what a refused client goes on sending is read, so that it gets the answer; then the connection is cut. */
  linger: { time: number; bytes: number };
  /** Requests that a connection may send ahead of their answers; one more cuts it. */
  pipelined: number;
  /** For the headers to arrive. */
  headersTimeout: number;
  /** For the next request on a connection kept open. */
  keepAliveTimeout: number;
  /** How often the timeouts are looked at. */
  checkInterval: number;
  /** Bytes of headers. */
  maxHeaderSize: number;
  /** For requests under way to end when the application closes; then their connections are cut. */
  drainTimeout: number;
  /** Whether a proxy in front sets X-Forwarded-*. */
  proxy: boolean;
  /** How many proxies stand in front; 0 believes the whole list, which a client may begin as it likes. */
  maxIpsCount: number;
}

/** Runs the rest of the chain. */
export type Next = () => Promise<unknown>;
/** A step of a request's way; Koa's, with our context. */
export type Middleware = (ctx: Context, next: Next) => unknown;

type ContextClass = new (ctx: Context) => object;

/** `typeof import('…/app/service/index.ts')` → the lazily created instances. */
export type InstancesOf<T> = {
  readonly [K in keyof T]: T[K] extends ContextClass ? InstanceType<T[K]> : InstancesOf<T[K]>;
};

/** The methods of a controller, bound into middleware; each still points at its method. */
export type Actions<T> = { readonly [K in keyof T as T[K] extends (ctx: Context) => unknown ? K : never]: Middleware };

/** `typeof import('…/app/controller/index.ts')` → bound actions. */
export type ControllersOf<T> = {
  readonly [K in keyof T]: T[K] extends ContextClass ? Actions<InstanceType<T[K]>> : ControllersOf<T[K]>;
};

/** `typeof import('…/app/middleware/index.ts')` → factories that take their options only. */
export type StepsOf<T> = { readonly [K in keyof T]: T[K] extends (...args: infer A) => Middleware ? Step<A> : never };

type Step<A extends readonly unknown[]> = A extends readonly []
  ? () => Middleware
  : A extends readonly [infer O, ...unknown[]]
    ? undefined extends O
      ? (options?: O) => Middleware
      : (options: O) => Middleware
    : A extends readonly [(infer O)?, ...unknown[]]
      ? (options?: O) => Middleware
      : never;

/** `typeof import('…/app/extend/application.ts').default`, or that of an `app/error.ts` → what it adds, as it stands. */
export type ShapeOf<T> = T;

/** `typeof import('…/config/config.default.ts').default` → what it adds to the configuration. */
export type ConfigOf<T> = Omit<T extends (...args: never[]) => infer R ? Awaited<R> : T, keyof KernelConfig>;

/** Any part of a configuration, at any depth. */
export type DeepPartial<T> = T extends readonly unknown[] | ((...args: never[]) => unknown)
  ? T
  : T extends object
    ? { [K in keyof T]?: DeepPartial<T[K]> }
    : T;

/** What keys of a configuration take, in its form: a schema of zod where a key has one. */
export type ConfigRules<T = AppConfig> = T extends readonly unknown[]
  ? ZodType<T>
  : T extends object
    ? { [K in keyof T]?: ZodType<T[K]> | ConfigRules<T[K]> }
    : ZodType<T>;

/** Makes middleware from its options; the default export of a file in `app/middleware/`. */
export type MiddlewareFactory<O = never> = (options: O, app: Application) => Middleware;
