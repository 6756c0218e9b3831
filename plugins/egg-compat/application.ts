import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Service, type Application, type Context } from '#kernel';
import { bindController } from '../../kernel/controller.ts';
import { isClass, isObject } from '../../kernel/files.ts';
import type { Step } from './compose.ts';
import type { EggConfig } from './config.ts';
import { EggContexts, type EggContext } from './context.ts';
import { Clients } from './clients.ts';
import { curl } from './curl.ts';
import type { ReplacedMembers } from './extend.ts';
import { FileLoader, type LoadOptions } from './file-loader.ts';
import { makeHelper } from './helper.ts';
import { EggLoader } from './loader.ts';
import { eggLogger, type EggLogger } from './logger.ts';
import { Messenger } from './messenger.ts';
import { EggRouter } from './router.ts';
import { singletonOf } from './singleton.ts';
import type { Start } from './start.ts';
import type { EggUnit } from './units.ts';

/** Methods of the router that `app` has too. */
const ROUTING = ['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all', 'resources', 'redirect'] as const;

/** What an application of Egg is made of. */
export interface EggParts {
  readonly foyer: Application;
  readonly units: readonly EggUnit[];
  readonly config: EggConfig;
  readonly start: Start;
}

/** The application as plugins of Egg know it: `app`. What they add to it stands here, and changes nothing of Foyer's. */
export class EggApplication extends EventEmitter {
  readonly type = 'application';
  /** The application of Foyer that this one runs in. */
  readonly foyer: Application;
  readonly units: readonly EggUnit[];
  readonly config: EggConfig;
  readonly loader = new EggLoader(this);
  readonly messenger = new Messenger();
  readonly router = new EggRouter(() => this.controller);
  readonly middleware: Step<EggContext>[] = [];
  readonly controller: object = {};
  /** What a plugin brought that another one replaced since: `app.replaced.validate.validate`. */
  readonly replaced: ReplacedMembers = {};
  readonly locals: Record<string, unknown> = {};
  readonly Controller = Controller;
  readonly Service = Service;
  readonly Subscription = Service;
  readonly BaseContextClass = Service;
  readonly Helper: ReturnType<typeof makeHelper> = makeHelper();
  readonly logger: EggLogger;
  readonly contexts: EggContexts;
  readonly curl = curl;
  /** Sign and encrypt cookies. */
  keys: unknown;
  readonly subdomainOffset = 2;
  readonly proxyIpHeader = 'X-Forwarded-For';
  readonly #clients = new Clients();
  readonly #start: Start;

  constructor({ foyer, units, config, start }: EggParts) {
    super();
    this.foyer = foyer;
    this.units = units;
    this.config = config;
    this.#start = start;
    this.logger = eggLogger(foyer.logger);
    // Behind what plugins do in their end.
    start.beforeClose(() => this.#clients.end());
    this.contexts = new EggContexts(this);
    for (const name of ROUTING) Object.defineProperty(this, name, { configurable: true, value: routed(this.router, name) });
    this.on('error', (error: unknown) => this.logger.error(error));
  }

  get name(): string {
    return String(this.config['name']);
  }

  get env(): string {
    return this.foyer.env;
  }

  get baseDir(): string {
    return String(this.config['baseDir']);
  }

  get proxy(): boolean {
    return this.foyer.proxy;
  }

  get maxIpsCount(): number {
    return this.foyer.maxIpsCount;
  }

  /** The prototypes of contexts, requests and responses, as Koa's. */
  get context(): object {
    return this.contexts.prototypes.context;
  }

  get request(): object {
    return this.contexts.prototypes.request;
  }

  get response(): object {
    return this.contexts.prototypes.response;
  }

  get coreLogger(): EggLogger {
    return this.logger;
  }

  get loggers(): Readonly<Record<string, EggLogger>> {
    const { logger } = this;
    return { logger, coreLogger: logger, errorLogger: logger, scheduleLogger: logger };
  }

  getLogger(): EggLogger {
    return this.logger;
  }

  get httpclient(): object {
    return { request: curl, curl };
  }

  /** The plugins by their names. */
  get plugins(): Readonly<Record<string, EggUnit & { readonly enable: true }>> {
    const plugins = this.units.filter(({ type }) => type === 'plugin');
    return Object.fromEntries(plugins.map((unit) => [unit.name, { ...unit, enable: true }]));
  }

  /** Adds middleware behind what there is, in front of the routes. */
  use(step: Step<EggContext>): this {
    this.middleware.push(step);
    return this;
  }

  /** Something to be done before the start goes on. */
  beforeStart(task: () => unknown): void {
    this.#start.before(task);
  }

  /** Something to be done when the application closes, the last first. */
  beforeClose(task: () => unknown): void {
    this.#start.beforeClose(() => task.call(this));
  }

  /** Calls once all is ready; without a function a promise of that. */
  async ready(task?: () => unknown): Promise<void> {
    if (task) this.#start.whenReady(task);
    else await new Promise<void>((resolve) => this.#start.whenReady(resolve));
  }

  /** A function to call for the start to go on. */
  readyCallback(): (error?: unknown) => void {
    return this.#start.barrier();
  }

  /** `app[name]`: the client that `config[name]` describes, or several. */
  addSingleton(name: string, create: (config: object, app: this, name: string) => unknown): void {
    const options = this.config[name];
    const value = singletonOf(isObject(options) ? options : {}, (config, client) => this.#clients.add(create(config, this, client)));
    const define = (value: unknown): unknown => Object.defineProperty(this, name, { configurable: true, value });
    if (value instanceof Promise) this.beforeStart(async () => define(await value));
    else define(value);
  }

  /** A context of a request and an answer, which have not come by HTTP's usual way: a handshake. */
  createContext(request: IncomingMessage, response: ServerResponse): EggContext {
    return this.contexts.of(this.foyer.createContext(request, response));
  }

  /** A context without a request. */
  createAnonymousContext(request?: { readonly headers?: IncomingMessage['headers'] }): EggContext {
    return this.contexts.of(this.foyer.createAnonymousContext(request?.headers));
  }

  /** That of a context of Foyer's. */
  contextOf(ctx: Context): EggContext {
    return this.contexts.of(ctx);
  }

  /** Reads controllers into an object: functions are called with the application, classes become actions. */
  loadControllers(directory: LoadOptions['directory'], target: object = this.controller): void {
    const initializer: LoadOptions['initializer'] = (exported, { path }) => {
      const value = EggLoader.controllerOf(exported, this);
      return isClass(value) || isObject(value) ? actionsOf(bindController(value, path)) : value;
    };
    new FileLoader({ directory, target, caseStyle: 'lower', initializer }).load();
  }

  toAsyncFunction<T>(task: T): T {
    return task;
  }

  deprecate(message: string): void {
    this.logger.warn(`deprecated: ${message}`);
  }

  /** Goes on by itself; what fails is logged. */
  inBackground(work: () => unknown): void {
    void Promise.resolve()
      .then(work)
      .catch((error: unknown) => this.logger.error(error));
  }

  runInBackground(work: (ctx: EggContext) => unknown): void {
    this.inBackground(() => work(this.createAnonymousContext()));
  }

  /** Egg's way to talk among processes of one machine. */
  get cluster(): never {
    return missing('app.cluster', 'several processes of Foyer talk through its engine: app.foyer.engine');
  }

  get agent(): never {
    return missing('app.agent', 'Foyer has no agent: what stands in agent.js is not run');
  }
}

/** Egg calls an action on the context, with it or without. */
function actionsOf(bound: object): object {
  const actions = Object.entries(bound) as [string, (ctx: unknown) => unknown][];
  return Object.fromEntries(
    actions.map(([name, action]) => [
      name,
      function (this: unknown, ctx: unknown = this): unknown {
        return action(ctx);
      },
    ]),
  );
}

function routed(router: EggRouter, name: (typeof ROUTING)[number]): (...args: readonly unknown[]) => unknown {
  const method = router[name].bind(router) as (...args: readonly unknown[]) => unknown;
  return (...args) => method(...args);
}

function missing(what: string, why: string): never {
  throw new Error(`${what} of Egg is not there in Foyer (${why})`);
}
