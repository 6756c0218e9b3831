import { isClass, isPlainObject } from './files.ts';
import type { Context } from './context.ts';
import type { Branch } from './tree.ts';

type ServiceClass = new (ctx: Context) => object;
type Slots = { readonly ctx: Context } & Record<symbol, unknown>;

/** Defines `prototype[property]`: a tree whose classes are instantiated on first use, once per context. */
export function defineLazyTree(prototype: object, property: string, classes: Branch): void {
  const cache = Symbol(property);
  const Root = compile(classes);
  Object.defineProperty(prototype, property, {
    configurable: true,
    get(this: Context & Record<symbol, unknown>) {
      // Own properties only: a context derived from another gets services of its own.
      if (!Object.hasOwn(this, cache)) this[cache] = new Root(this);
      return this[cache];
    },
  });
}

/** One class per folder with a getter per file, made once per application: a context pays only for what it uses. */
function compile(classes: Branch): ServiceClass {
  class Folder {
    readonly ctx: Context;
    constructor(ctx: Context) {
      this.ctx = ctx;
    }
  }
  for (const [name, value] of Object.entries(classes)) {
    const slot = Symbol(name);
    const create = creator(value);
    Object.defineProperty(Folder.prototype, name, {
      enumerable: true,
      get(this: Slots) {
        return (this[slot] ??= create(this.ctx));
      },
    });
  }
  return Folder;
}

function creator(value: unknown): (ctx: Context) => unknown {
  if (isClass(value)) return (ctx) => new (value as ServiceClass)(ctx);
  if (!isPlainObject(value)) return () => value;
  const Folder = compile(value);
  return (ctx) => new Folder(ctx);
}
