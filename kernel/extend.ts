import path from 'node:path';
import { BootError } from './error.ts';
import { isClass, isObject, loadModule, resolveFile } from './files.ts';
import type { Application } from './application.ts';
import type { Context, Request, Response } from './context.ts';
import type { Unit } from './plugin.ts';

/** Types `this` inside `app/extend/application.ts`. */
export function extendApplication<T extends object>(extension: T & ThisType<Application>): T {
  return extension;
}

/** Types `this` inside `app/extend/context.ts`. */
export function extendContext<T extends object>(extension: T & ThisType<Context>): T {
  return extension;
}

/** Types `this` inside `app/extend/request.ts`. */
export function extendRequest<T extends object>(extension: T & ThisType<Request>): T {
  return extension;
}

/** Types `this` inside `app/extend/response.ts`. */
export function extendResponse<T extends object>(extension: T & ThisType<Response>): T {
  return extension;
}

/** Mixes `app/extend/<name>[.env]` of every unit into a prototype; later units win. */
export async function extend(target: object, name: string, { units, env }: { units: readonly Unit[]; env: string }): Promise<void> {
  for (const suffix of ['', `.${env}`]) {
    for (const unit of units) {
      const file = resolveFile(path.join(unit.path, 'app/extend', name + suffix));
      if (file) mixin(target, await loadModule(file), file);
    }
  }
}

/** Gives a prototype what one file of `app/extend/` exports: an object, or a class. Of an accessor of which only half is given the other half stays. */
export function mixin(target: object, extension: unknown, file: string): void {
  const source: unknown = isClass(extension) ? extension.prototype : extension;
  if (!isObject(source)) throw new BootError(`${file} must export an object or a class`);
  for (const key of Reflect.ownKeys(source)) {
    const descriptor = Object.getOwnPropertyDescriptor(source, key);
    if (key === 'constructor' || !descriptor) continue;
    Object.defineProperty(target, key, { ...completed(descriptor, find(target, key)), configurable: true });
  }
}

/** Overriding only a getter keeps the setter that was there, and the reverse. */
function completed(own: PropertyDescriptor, existing: PropertyDescriptor = {}): PropertyDescriptor {
  if ('value' in own || 'value' in existing) return own;
  const given = Object.entries(own).filter(([, part]) => part !== undefined);
  return { ...existing, ...Object.fromEntries(given) };
}

/** Looks up the prototype chain too: Koa's own accessors sit one level above the objects we extend. */
function find(target: object, key: PropertyKey): PropertyDescriptor | undefined {
  for (let owner: object | null = target; owner; owner = Object.getPrototypeOf(owner) as object | null) {
    const descriptor = Object.getOwnPropertyDescriptor(owner, key);
    if (descriptor) return descriptor;
  }
  return undefined;
}
