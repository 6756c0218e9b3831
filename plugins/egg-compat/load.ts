import fs from 'node:fs';
import path from 'node:path';
import { BootError, reasonOf, type Application, type Boot } from '#kernel';
import { isClass } from '../../kernel/files.ts';
import { guard, type MiddlewareOptions } from '../../kernel/middleware.ts';
import { defineLazyTree } from '../../kernel/service.ts';
import { EggApplication } from './application.ts';
import type { Step } from './compose.ts';
import { eggInfo, readEggConfig } from './config.ts';
import type { EggContext } from './context.ts';
import { provideEgg } from './egg-module.ts';
import { extendAll } from './extend.ts';
import { FileLoader } from './file-loader.ts';
import { asClass, fileAt, isFunction, load, loadAndCall } from './module.ts';
import { Start } from './start.ts';
import { readUnits, type EggUnit } from './units.ts';

/** An application of Egg, with what ends its start and its time. */
export interface EggLoad {
  readonly app: EggApplication;
  readonly start: Start;
}

type Factory = (options: unknown, app: EggApplication) => Step<EggContext>;

/** Loads the application of Egg that stands in a folder, with the plugins that it names. Throws a BootError that names the plugin, and what it lacks. */
export function loadEgg(foyer: Application, directory: string): EggLoad {
  if (!fs.existsSync(directory))
    throw new BootError(`there is no application of Egg in ${directory}: make the folder, or set eggCompat.dir`);
  provideEgg();
  const info = eggInfo(directory, foyer.env);
  const units = readUnits(directory, info);
  const start = new Start(foyer.config.eggCompat.deadline);
  const app = new EggApplication({ foyer, units, config: readEggConfig(units, info, foyer.config.eggCompat.config), start });
  extendAll(app);
  for (const unit of units) addBoot({ app, start }, unit);
  tellOfAgents(app);
  start.lifecycle.configure();
  return { app, start };
}

/** Loads the folders, once the plugins have had their say about the configuration. */
export function loadFolders(app: EggApplication): void {
  const { loader } = app;
  const services = new FileLoader({ directory: loader.foldersOf('service'), target: {}, caseStyle: 'lower', inject: app }).load();
  defineLazyTree(app.context, 'service', services as Record<string, unknown>);
  for (const step of middlewareOf(app)) app.use(step);
  app.loadControllers(path.join(app.baseDir, 'app/controller'));
  const router = fileAt(path.join(app.baseDir, 'app/router'));
  if (router !== undefined) loadAndCall(router, app);
}

/** Whom messages name: a plugin by its name, with where it lies. */
export function ownerOf({ type, name, path }: EggUnit): string {
  return type === 'app' ? `the application of Egg (${path})` : `plugin ${name} of Egg (${path})`;
}

/** Much of what plugins do in Egg's agent they do in the application too; whoever misses something finds here why. */
function tellOfAgents({ units, logger }: EggApplication): void {
  const names = units.filter((unit) => fileAt(path.join(unit.path, 'agent')) !== undefined).map(ownerOf);
  if (names.length > 0) logger.info(`agent.js is not run, since Foyer has no agent: ${names.join(', ')}`);
}

/** What stands in `app.js` at the root of a unit: a class with hooks, or a function that is called where a class has its configDidLoad. */
function addBoot({ app, start }: EggLoad, unit: EggUnit): void {
  const file = fileAt(path.join(unit.path, 'app'));
  const owner = ownerOf(unit);
  if (file === undefined) return;
  const exported = load(file);
  const boot: Boot = isClass(exported) ? new (asClass(exported))(app) : { configDidLoad: () => call(exported) };
  start.lifecycle.add(inTurn(boot), owner);

  function call(made: unknown): void {
    if (!isFunction(made)) throw new BootError(`${file} must export a class or a function`);
    made(app);
  }

  /** So that what a plugin puts off is told under its name. */
  function inTurn(boot: Boot): Boot {
    return new Proxy(boot, {
      get: (target, hook) => {
        const task: unknown = Reflect.get(target, hook);
        if (!isFunction(task)) return task;
        return (...args: readonly unknown[]) => {
          start.owner = owner;
          return task.apply(target, args as unknown[]);
        };
      },
    });
  }
}

/** What the configuration names, plugins' first, without what is off. */
function middlewareOf(app: EggApplication): Step<EggContext>[] {
  const { config, loader } = app;
  const factories = {};
  new FileLoader({ directory: loader.foldersOf('middleware'), target: factories, caseStyle: 'lower', call: false, override: true }).load();
  return [...config.coreMiddleware, ...config.middleware].flatMap((name) => {
    const factory: unknown = Reflect.get(factories, name);
    if (!isFunction(factory)) throw new BootError(`middleware ${name} of Egg is not there: add app/middleware/${name}.js, or take it out`);
    const options = (config[name] ?? {}) as MiddlewareOptions;
    return options.enable === false ? [] : [guarded(app, { name, options, factory: factory as Factory })];
  });
}

function guarded(
  app: EggApplication,
  { name, options, factory }: { name: string; options: MiddlewareOptions; factory: Factory },
): Step<EggContext> {
  try {
    const step = factory(options, app) as unknown as Parameters<typeof guard>[0];
    const guarded = guard(step, options, name) as unknown as Step<EggContext>;
    return Object.assign(guarded, { _name: name }); // plugins look for one another's
  } catch (cause) {
    throw new BootError(`middleware ${name} of Egg could not be made: ${reasonOf(cause)}`, { cause });
  }
}
