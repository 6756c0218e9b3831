import { BootError } from './error.ts';
import { isClass, isObject, isPlainFunction, type AnyClass } from './files.ts';
import type { Context } from './context.ts';
import type { Middleware } from './registry.ts';
import type { Branch } from './tree.ts';

type ControllerClass = new (ctx: Context) => Record<string, unknown>;

/** Turns a controller module into `{ action: middleware }`; inherited methods are actions too. */
export function bindController(exported: unknown, file: string): Branch {
  if (isClass(exported)) return bindClass(exported);
  if (!isObject(exported)) throw new BootError(`${file} must export a controller class by default`);
  const actions = Object.entries(exported).filter(([, action]) => isPlainFunction(action));
  return Object.fromEntries(actions.map(([name, action]) => [name, (ctx: Context) => (action as Middleware).call(ctx, ctx, noNext)]));
}

function bindClass(controller: AnyClass): Branch {
  const actions: Record<string, Middleware> = {};
  for (let proto = controller.prototype as object; proto !== Object.prototype; proto = Object.getPrototypeOf(proto) as object) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(proto))) {
      if (name !== 'constructor' && typeof value === 'function') actions[name] = bindAction(controller as ControllerClass, name);
    }
  }
  return actions;
}

function bindAction(controller: ControllerClass, name: string): Middleware {
  return (ctx) => {
    const instance = new controller(ctx);
    return (instance[name] as (ctx: Context) => unknown).call(instance, ctx);
  };
}

/** A controller ends the chain. */
async function noNext(): Promise<void> {}
