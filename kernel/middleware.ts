import path from 'node:path';
import { BootError } from './error.ts';
import { isPlainFunction, isObject, loadModule, scan } from './files.ts';
import { Tree } from './tree.ts';
import type { Application } from './application.ts';
import type { Context } from './context.ts';
import type { Unit } from './plugin.ts';
import type { Middleware, Steps } from './registry.ts';

type Pattern = string | RegExp | ((ctx: Context) => boolean);

/** Options every configured middleware understands, beside its own. */
export interface MiddlewareOptions {
  enable?: boolean;
  /** Run only for these paths: a string stands for itself and what lies below it. */
  match?: Pattern | readonly Pattern[];
  /** Run for every path but these. */
  ignore?: Pattern | readonly Pattern[];
}

type Factories = Record<string, (options: unknown, app: Application) => Middleware>;

/** Finds the factories in `app/middleware/` of every unit. */
export async function loadFactories(units: readonly Unit[]): Promise<Factories> {
  const tree = new Tree('middleware');
  for (const { file, names } of units.flatMap((unit) => scan(path.join(unit.path, 'app/middleware')))) {
    const factory = await loadModule(file);
    if (!isPlainFunction(factory)) throw new BootError(`${file} must export a function (options, app) that returns middleware`);
    tree.set([names.join('.')], factory, file);
  }
  return tree.values as Factories;
}

/** `app.step`: each factory as a route step, with the options given at the route instead of the configured ones. */
export function makeSteps(factories: Factories, app: Application): Steps {
  return Object.fromEntries(
    Object.entries(factories).map(([name, factory]) => [name, (options: unknown) => factory(options, app)]),
  ) as unknown as Steps;
}

/** The middleware that the configuration names, plugins' first, in order, without the disabled ones. */
export function configuredMiddleware(factories: Factories, app: Application): Middleware[] {
  const names = [...app.config.coreMiddleware, ...app.config.middleware];
  return names.flatMap((name, index) => {
    const factory = factories[name];
    if (!factory) {
      throw new BootError(
        `middleware ${name} is configured but not found: add app/middleware/${name}.ts, or take it out of config.middleware`,
      );
    }
    if (names.indexOf(name) !== index) throw new BootError(`middleware ${name} is configured twice: take one out of config.middleware`);
    const options = optionsOf(app, name);
    return options.enable === false ? [] : [guard(factory(options, app), options, name)];
  });
}

/** Applies `match` and `ignore`. */
export function guard(middleware: Middleware, options: MiddlewareOptions, name: string): Middleware {
  if (options.match && options.ignore) throw new BootError(`config.${name} has both match and ignore: keep one`);
  const patterns = [options.match ?? options.ignore ?? []].flat<readonly (Pattern | readonly Pattern[])[]>();
  if (patterns.length === 0) return middleware;
  const wanted = options.match !== undefined;
  return (ctx, next) => (patterns.some((pattern) => matches(pattern, ctx)) === wanted ? middleware(ctx, next) : next());
}

function optionsOf(app: Application, name: string): MiddlewareOptions {
  const options = Object.entries(app.config).find(([key]) => key === name)?.[1] as unknown;
  return isObject(options) ? options : {};
}

function matches(pattern: Pattern, ctx: Context): boolean {
  if (typeof pattern === 'function') return pattern(ctx);
  if (pattern instanceof RegExp) return pattern.test(ctx.path);
  // Whole path segments: `/ws` does not stand for `/wsx`.
  return ctx.path === pattern || ctx.path.startsWith(pattern.endsWith('/') ? pattern : `${pattern}/`);
}
