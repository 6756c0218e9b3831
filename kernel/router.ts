import KoaRouter from 'koa-router';
import { BootError } from './error.ts';
import type { Middleware } from './registry.ts';

/** The HTTP verbs a route may be declared for; a GET route answers HEAD too. */
export type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'all';
type Rest = 'index' | 'new' | 'create' | 'show' | 'edit' | 'update' | 'destroy';
type Handlers = readonly [Middleware, ...Middleware[]];

/** One declared route, for tests and the API description. */
export interface Route {
  readonly verb: Verb;
  /** As declared: `/api/user/:id`. */
  readonly path: string;
  readonly handlers: readonly Middleware[];
}

/** A controller that has some of the seven REST actions. */
export type ResourceController = { readonly [K in Rest]?: Middleware };

/** A path matches exactly: neither `/api/x/` nor `/API/x` reaches `/api/x`. */
export const routerOptions = { strict: true, sensitive: true } as const;

const REST: readonly { action: Rest; verbs: readonly Verb[]; suffix: string }[] = [
  { action: 'index', verbs: ['get'], suffix: '' },
  { action: 'new', verbs: ['get'], suffix: '/new' },
  { action: 'create', verbs: ['post'], suffix: '' },
  { action: 'show', verbs: ['get'], suffix: '/:id' },
  { action: 'edit', verbs: ['get'], suffix: '/:id/edit' },
  { action: 'update', verbs: ['put', 'patch'], suffix: '/:id' },
  { action: 'destroy', verbs: ['delete'], suffix: '/:id' },
];

/** koa-router with the kernel's own context type, and Egg's `resources`. */
export class Router {
  readonly #router = new KoaRouter(routerOptions);
  readonly #routes: Route[] = [];
  /** The file of each route, where one is known. */
  readonly #files = new Map<Route, string>();
  #file: string | undefined;

  /** Every route in the order declared. */
  get routes(): readonly Route[] {
    return this.#routes;
  }

  get(path: string, ...handlers: Handlers): this {
    return this.#add('get', path, handlers);
  }

  post(path: string, ...handlers: Handlers): this {
    return this.#add('post', path, handlers);
  }

  put(path: string, ...handlers: Handlers): this {
    return this.#add('put', path, handlers);
  }

  patch(path: string, ...handlers: Handlers): this {
    return this.#add('patch', path, handlers);
  }

  delete(path: string, ...handlers: Handlers): this {
    return this.#add('delete', path, handlers);
  }

  /** Any verb. */
  all(path: string, ...handlers: Handlers): this {
    return this.#add('all', path, handlers);
  }

  /** Maps those of the seven REST actions that the controller has, each behind the given steps. */
  resources(path: string, ...rest: readonly [...Middleware[], ResourceController]): this {
    const controller = rest.at(-1) as ResourceController;
    const steps = rest.slice(0, -1) as Middleware[];
    for (const { action, verbs, suffix } of REST) {
      const handler = controller[action];
      if (handler) for (const verb of verbs) this.#add(verb, path + suffix, [...steps, handler]);
    }
    return this;
  }

  /** Whose routes come next, for messages. */
  declaredIn(file: string): void {
    this.#file = file;
  }

  /** Whether some route is declared for a path, whatever its verb. */
  owns(path: string): boolean {
    return this.#router.match(path, '').path.length > 0;
  }

  /** The middleware that dispatches to the routes. */
  middleware(): Middleware {
    return this.#router.routes() as unknown as Middleware;
  }

  #add(verb: Verb, path: string, handlers: readonly Middleware[]): this {
    const route = `${verb.toUpperCase()} ${path}`;
    const by = this.#file === undefined ? '' : `${this.#file}: `;
    const wrong = handlers.findIndex((handler) => typeof handler !== 'function');
    if (handlers.length === 0 || wrong >= 0)
      throw new BootError(`${by}route ${route}: step ${wrong + 1} is not a function: check its name`);
    const first = this.#routes.find((known) => known.verb === verb && known.path === path);
    if (first) throw new BootError(`${by}route ${route} is declared twice${this.#elsewhere(first)}: drop one`);
    const declared = { verb, path, handlers };
    this.#routes.push(declared);
    if (this.#file !== undefined) this.#files.set(declared, this.#file);
    this.#router[verb](path, ...(handlers as unknown as Parameters<KoaRouter['all']>[1][]));
    return this;
  }

  #elsewhere(route: Route): string {
    const file = this.#files.get(route);
    return file === undefined || file === this.#file ? '' : `, also by ${file}`;
  }
}
