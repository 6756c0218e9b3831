import { IncomingMessage, ServerResponse, type IncomingHttpHeaders, type Server } from 'node:http';
import path from 'node:path';
import { deepFreeze, loadConfig, readAppInfo, type AppInfo, type ConfigMeta } from './config.ts';
import { bindController } from './controller.ts';
import { BootError, reasonOf } from './error.ts';
import { extend } from './extend.ts';
import { isClass, isPlainFunction, loadModule, resolveFile, scan } from './files.ts';
import { KoaApplication } from './koa.ts';
import { Lifecycle, type Boot } from './lifecycle.ts';
import { checkManifest } from './manifest.ts';
import { configuredMiddleware, loadFactories, makeSteps } from './middleware.ts';
import { openOwn } from './own.ts';
import { loadPlugins, type Plugin, type PluginConfig, type Unit } from './plugin.ts';
import { Router } from './router.ts';
import { HttpServer } from './server.ts';
import { isGone } from './gone.ts';
import { defineLazyTree } from './service.ts';
import { Tree } from './tree.ts';
import type { Context } from './context.ts';
import type { Logger } from './logger.ts';
import type { Settings } from './settings.ts';
import type { AppConfig, ApplicationExtension, Controllers, DeepPartial, Steps } from './registry.ts';

/** What `Application.load` takes. */
export interface ApplicationOptions {
  /** The directory that has app/ and config/: the checkout, or dist/. */
  baseDir: string;
  /** `local` by default. */
  env?: string;
  /** An application of whoever installed Foyer, loaded behind it: its app/, config/ and plugins/. */
  ownDir?: string | undefined;
  /** Merged over `config/plugin.ts`. */
  plugins?: PluginConfig;
  /** What the installation says over the config files: a JSON file and variables. */
  settings?: Settings;
  /** Merged over everything else. */
  config?: DeepPartial<AppConfig>;
}

interface LoadedParts {
  readonly info: AppInfo;
  readonly plugins: readonly Plugin[];
  readonly units: readonly Unit[];
  readonly config: AppConfig;
  readonly meta: ConfigMeta;
}

/** The plugins, the application itself and, last, that of whoever installed it; the configuration is not read. */
export async function loadUnits(options: ApplicationOptions): Promise<Pick<LoadedParts, 'info' | 'plugins' | 'units'>> {
  const info = readAppInfo(path.resolve(options.baseDir), options.env ?? 'local');
  const ownDir = options.ownDir === undefined ? undefined : await openOwn(options.ownDir, info.baseDir);
  const plugins = await loadPlugins(info.baseDir, info.env, { ownDir, extra: options.plugins });
  const units: Unit[] = [
    ...plugins.map(({ name, path, isOwn }): Unit => ({ type: 'plugin', name, path, isOwn })),
    { type: 'app', name: info.name, path: info.baseDir },
    ...(ownDir === undefined ? [] : [{ type: 'own', name: path.basename(ownDir), path: ownDir, isOwn: true } as const]),
  ];
  return { info, plugins, units };
}

const CHECKED_FOLDERS = ['controller', 'middleware', 'model', 'service'];

/** What the units add to the application. */
export interface Application extends ApplicationExtension {}

/** Loads plugins and convention folders, then serves: `load`, `ready`, `start`, `close`. */
export class Application extends KoaApplication {
  readonly info: AppInfo;
  readonly config: AppConfig;
  /** Which file or variable set each dotted key of the configuration. */
  readonly configMeta: ConfigMeta;
  /** Enabled plugins, in the order they load. */
  readonly plugins: readonly Plugin[];
  /** The plugins, the application itself and, last, that of whoever installed it. */
  readonly units: readonly Unit[];
  readonly router = new Router();
  readonly lifecycle = new Lifecycle();
  logger: Logger = console;
  #controller = {} as Controllers;
  #step = {} as Steps;
  #http: HttpServer | undefined;
  #closed: Promise<void> | undefined;

  /** Reads the plugins and the configuration; nothing runs yet. */
  static async load(options: ApplicationOptions): Promise<Application> {
    const { info, plugins, units } = await loadUnits(options);
    const { config, meta } = await loadConfig(units, info, { settings: options.settings, overrides: options.config });
    return new Application({ info, plugins, units, config: config as unknown as AppConfig, meta });
  }

  private constructor({ info, plugins, units, config, meta }: LoadedParts) {
    super({ env: info.env });
    this.info = info;
    this.plugins = plugins;
    this.units = units;
    this.config = config;
    this.configMeta = meta;
    this.context.params = Object.freeze({}); // until a route matched
  }

  get baseDir(): string {
    return this.info.baseDir;
  }

  /** The actions of every controller, as middleware. */
  get controller(): Controllers {
    return this.#controller;
  }

  /** The factories of every middleware, for use as route steps. */
  get step(): Steps {
    return this.#step;
  }

  /** The HTTP server, once `start` was called. */
  get server(): Server | undefined {
    return this.#http?.server;
  }

  /** The file or variable that set a dotted configuration key last; undefined for an unknown key. */
  describeConfig(key: string): string | undefined {
    return this.configMeta.get(key);
  }

  /** Loads every unit and runs the hooks up to didReady. On failure what was started is closed again. */
  async ready(): Promise<this> {
    return this.#guarded(async () => {
      await this.#loadExtensions();
      await this.#loadBoots();
      this.lifecycle.configure();
      deepFreeze(this.config);
      this.proxy = this.config.server.proxy;
      this.maxIpsCount = this.config.server.maxIpsCount;
      await this.#loadFolders();
      await this.#loadRouters();
      for (const hook of ['didLoad', 'willReady', 'didReady'] as const) await this.lifecycle.run(hook);
      return this;
    });
  }

  /** Emits `server` with the HTTP server, so that plugins can take over upgrades, then listens; port 0 takes a free one. */
  async start(port: number, host?: string): Promise<Server> {
    return this.#guarded(async () => {
      if (this.#closed) throw new BootError('the application is closed: load a new one');
      const http = (this.#http = new HttpServer(this.callback(), this.config.server));
      this.emit('server', http.server);
      await http.listen(port, host);
      await this.lifecycle.run('serverDidReady');
      return http.server;
    });
  }

  /** Ends requests under way, then what the units started, in reverse. Calling it again gives the same promise. */
  close(): Promise<void> {
    return (this.#closed ??= this.#close());
  }

  /** A context without a request: schedules, queue workers, tests. */
  createAnonymousContext(headers: IncomingHttpHeaders = {}): Context {
    const req = Object.assign(Object.create(IncomingMessage.prototype) as IncomingMessage, {
      headers: { host: '127.0.0.1', ...headers },
      method: 'GET',
      url: '/',
      socket: { remoteAddress: '127.0.0.1' },
    });
    return this.createContext(req, new ServerResponse(req));
  }

  /** A context for one frame of a connection: all that the connection's has, with services and state of its own. */
  deriveContext(ctx: Context): Context {
    const derived = Object.create(ctx) as Context;
    derived.state = Object.create(ctx.state) as Context['state'];
    return derived;
  }

  /** What no middleware handled is logged; errors meant for the client are not, and that it has left is a matter of course. */
  override onerror(error: Error & { status?: number; expose?: boolean }, ctx?: Context): void {
    if (error.status === 404 || error.expose === true || this.silent) return;
    if (ctx && isGone(error, ctx.req.socket)) this.logger.debug({ err: error }, 'a client left before its answer was out');
    else this.logger.error({ err: error }, `unhandled: ${reasonOf(error)}`);
  }

  async #guarded<T>(start: () => Promise<T>): Promise<T> {
    try {
      return await start();
    } catch (error) {
      await this.close().catch((failure: unknown) => this.logger.error({ err: failure }, reasonOf(failure)));
      throw error;
    }
  }

  async #close(): Promise<void> {
    await this.#drain();
    try {
      await this.lifecycle.close();
    } finally {
      await this.#http?.stop();
    }
  }

  async #drain(): Promise<void> {
    const cut = (await this.#http?.drain()) ?? 0;
    if (cut > 0) this.logger.warn({ requests: cut }, 'requests took longer than server.drainTimeout and were cut');
  }

  async #loadExtensions(): Promise<void> {
    await extend(this, 'application', this);
    await extend(this.request, 'request', this);
    await extend(this.response, 'response', this);
    Object.defineProperty(this.context, 'logger', { configurable: true, get: () => this.logger });
    await extend(this.context, 'context', this);
  }

  async #loadBoots(): Promise<void> {
    for (const unit of this.units) {
      // Ours stands beside router.ts; Egg's stands at the root of the unit.
      const file = resolveFile(path.join(unit.path, 'app/app')) ?? resolveFile(path.join(unit.path, 'app'));
      if (!file) continue;
      const exported = await loadModule(file);
      const owner = `${unit.type} ${unit.name} (${file})`;
      if (isClass(exported)) this.lifecycle.add(new (exported as new (app: Application) => Boot)(this), owner);
      else if (isPlainFunction(exported)) this.lifecycle.add({ configDidLoad: () => void exported(this) }, owner);
      else throw new BootError(`${file} must export a boot class by default`);
    }
  }

  async #loadFolders(): Promise<void> {
    for (const unit of this.units) {
      for (const folder of CHECKED_FOLDERS) await checkManifest(path.join(unit.path, 'app', folder));
    }
    defineLazyTree(this.context, 'service', await this.#loadTree('service', (exported) => exported));
    const factories = await loadFactories(this.units);
    this.#step = makeSteps(factories, this);
    for (const middleware of configuredMiddleware(factories, this)) this.use(middleware);
    this.#controller = (await this.#loadTree('controller', bindController)) as unknown as Controllers;
  }

  async #loadTree(kind: string, convert: (exported: unknown, file: string) => unknown): Promise<Tree['values']> {
    const tree = new Tree(kind);
    for (const { file, names } of this.units.flatMap((unit) => scan(path.join(unit.path, 'app', kind)))) {
      const exported = await loadModule(file);
      tree.set(names, convert(isPlainFunction(exported) ? exported(this) : exported, file), file);
    }
    return tree.values;
  }

  async #loadRouters(): Promise<void> {
    for (const unit of this.units) {
      const file = resolveFile(path.join(unit.path, 'app/router'));
      if (!file) continue;
      const route = await loadModule(file);
      if (!isPlainFunction(route)) throw new BootError(`${file} must export a function (app) that declares routes`);
      this.router.declaredIn(file);
      await route(this);
    }
    this.use(this.router.middleware());
  }
}
