import KoaRouter from 'koa-router';
import { BootError, type Middleware } from '#kernel';
import { isObject } from '../../kernel/files.ts';

type Route = (...given: readonly unknown[]) => unknown;

/** Methods that declare a route. */
const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all'] as const;

const REST = [
  ['new', ['get'], '/new'],
  ['index', ['get'], ''],
  ['create', ['post'], ''],
  ['show', ['get'], '/:id'],
  ['edit', ['get'], '/:id/edit'],
  ['update', ['put', 'patch'], '/:id'],
  ['destroy', ['delete'], '/:id'],
] as const;

/** `app.router` of Egg: koa-router, where an action may be named by a text as in `home.index`, and `resources`. */
export class EggRouter extends KoaRouter {
  readonly #controllers: () => object;

  /** `controllers` are those of the application, by the time that it declares routes. */
  constructor(controllers: () => object) {
    super({ sensitive: true });
    this.#controllers = controllers;
    for (const verb of VERBS) {
      const declare = this[verb].bind(this) as Route;
      Object.defineProperty(this, verb, { configurable: true, value: (...given: unknown[]) => declare(...this.#resolved(given)) });
    }
  }

  /** The seven REST actions that a controller has: `resources(name?, path, ...steps, controller)`. */
  resources(...given: readonly unknown[]): this {
    const [first, second] = given;
    const isNamed = typeof second === 'string' && given.length > 2;
    const [path, steps] = [String(isNamed ? second : first), given.slice(isNamed ? 2 : 1, -1)];
    const controller = this.#find(given.at(-1), path);
    for (const [action, verbs, suffix] of REST) {
      const handler = isObject(controller) ? controller[action] : undefined;
      if (typeof handler !== 'function') continue;
      for (const verb of verbs) this[verb](path + suffix, ...([...steps, handler] as never[]));
    }
    return this;
  }

  /** `(name, path, ...steps)` or `(path, ...steps)`, with each step as what it names. */
  #resolved(given: readonly unknown[]): unknown[] {
    const isNamed = given.length > 2 && (typeof given[1] === 'string' || given[1] instanceof RegExp);
    const steps = given.slice(isNamed ? 2 : 1);
    return [...given.slice(0, isNamed ? 2 : 1), ...steps.map((step) => this.#stepOf(step, String(given[isNamed ? 1 : 0])))];
  }

  #stepOf(step: unknown, path: string): Middleware {
    const found = this.#find(step, path);
    if (typeof found !== 'function') throw new BootError(`route ${path} of the application of Egg: ${String(step)} is no action`);
    return found as Middleware;
  }

  #find(given: unknown, path: string): unknown {
    if (typeof given !== 'string') return given;
    const found = given.split('.').reduce<unknown>((branch, name) => (isObject(branch) ? branch[name] : undefined), this.#controllers());
    if (found === undefined) throw new BootError(`route ${path} of the application of Egg: there is no controller ${given}`);
    return found;
  }
}
