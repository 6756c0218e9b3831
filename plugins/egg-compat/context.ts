import type { IncomingMessage } from 'node:http';
import { onceFor, type Context } from '#kernel';
import { mixin } from '../../kernel/extend.ts';
import { KoaApplication } from '../../kernel/koa.ts';
import type { EggApplication } from './application.ts';
import { EggCookies, isJar, keysOf } from './cookies.ts';
import { curl } from './curl.ts';
import { eggLogger, type EggLogger } from './logger.ts';

/** A request's context on Egg's side. What plugins add to it is known to them alone. */
export interface EggContext {
  readonly app: EggApplication;
  /** The same request's on Foyer's side. */
  readonly foyer: Context;
  readonly req: IncomingMessage;
  readonly request: object;
  readonly response: object;
  readonly state: Record<string, unknown>;
  readonly path: string;
  readonly helper: object;
  readonly logger: EggLogger;
  locals: Record<string, unknown>;
  status: number;
  body: unknown;
  set(fields: Readonly<Record<string, string>>): void;
}

/** What an answer is made of stands once, whichever side wrote it: Koa keeps it in these fields. */
const SHARED = { request: ['body', 'rawBody'], response: ['_body', '_explicitStatus', '_explicitNullBody'], context: ['respond'] } as const;

const loggerOf = onceFor((ctx: EggContext) => eggLogger(ctx.foyer.logger));
const helperOf = onceFor((ctx: EggContext) => new ctx.app.Helper(ctx));
const localsOf = onceFor((ctx: EggContext): Record<string, unknown> => ({ ...ctx.app.locals }));

/** Makes the contexts of an application of Egg. Its prototypes are what plugins extend. */
export class EggContexts {
  readonly #koa: KoaApplication;
  readonly #app: EggApplication;
  readonly #contextOf = onceFor((ctx: Context) => this.#make(ctx));

  constructor(app: EggApplication) {
    this.#app = app;
    this.#koa = new KoaApplication({ env: app.config['env'] as string });
    mixin(this.#koa.request, request, 'the request of Egg');
    mixin(this.#koa.context, cookiesAround(this.#koa.context), 'the cookies of Egg');
    mixin(this.#koa.context, context, 'the context of Egg');
  }

  get prototypes(): { readonly context: object; readonly request: object; readonly response: object } {
    const { context, request, response } = this.#koa;
    return { context, request, response };
  }

  /** That of a context of Foyer's: one for each. */
  of(ctx: Context): EggContext {
    return this.#contextOf(ctx);
  }

  #make(foyer: Context): EggContext {
    const made = this.#koa.createContext(foyer.req, foyer.res) as unknown as EggContext;
    const [app, { request, response }] = [this.#app, made];
    for (const one of [made, request, response]) Object.assign(one, { app });
    share(request, foyer.request, SHARED.request);
    share(response, foyer.response, SHARED.response);
    share(made, foyer, SHARED.context);
    return Object.assign(made, { foyer, state: foyer.state, router: app.router });
  }
}

/** From now on these fields of one object are those of another. */
function share(target: object, source: object, fields: readonly string[]): void {
  for (const field of fields) {
    Object.defineProperty(target, field, {
      configurable: true,
      get: () => Reflect.get(source, field) as unknown,
      set(value: unknown) {
        Reflect.set(source, field, value);
      },
    });
  }
}

/** `ctx.cookies` in the place of Koa's, around it. */
function cookiesAround(koa: object): object {
  const before = Object.getPrototypeOf(koa) as object;
  const cookiesOf = onceFor((ctx: EggContext) => {
    const jar: unknown = Reflect.get(before, 'cookies', ctx);
    if (!isJar(jar)) throw new TypeError('this Koa has no cookies');
    return new EggCookies(jar, keysOf(ctx.app.keys));
  });
  return {
    get cookies(): EggCookies {
      return cookiesOf(this as unknown as EggContext);
    },
  };
}

/** What Egg has on every request. */
const request: object & ThisType<{ readonly search: string; readonly protocol: string; readonly host: string }> = {
  /** As the client wrote it. */
  get origin(): string {
    return `${this.protocol}://${this.host}`;
  },

  /** A name that is there several times has its first value. */
  get query(): Record<string, string> {
    return Object.fromEntries([...new URLSearchParams(this.search)].toReversed());
  },

  /** All values of each name. */
  get queries(): Record<string, string[]> {
    const params = new URLSearchParams(this.search);
    return Object.fromEntries([...params.keys()].map((name) => [name, params.getAll(name)]));
  },
};

/** What Egg has on every context, beside what its plugins bring. */
const context: object & ThisType<EggContext> = {
  get logger(): EggLogger {
    return loggerOf(this);
  },

  get coreLogger(): EggLogger {
    return loggerOf(this);
  },

  getLogger(): EggLogger {
    return loggerOf(this);
  },

  get helper(): object {
    return helperOf(this);
  },

  /** What views see: the application's, and the request's own. */
  get locals(): Record<string, unknown> {
    return localsOf(this);
  },

  set locals(values: Record<string, unknown>) {
    Object.assign(localsOf(this), values);
  },

  get queries(): unknown {
    return Reflect.get(this.request, 'queries') as unknown;
  },

  curl,

  /** Goes on behind the answer; what fails is logged. */
  runInBackground(work: (ctx: EggContext) => unknown): void {
    this.app.inBackground(() => work(this));
  },
};
