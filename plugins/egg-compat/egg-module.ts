import Module from 'node:module';
import path from 'node:path';
import { Controller, Service } from '#kernel';

type Resolve = (request: string, parent?: { filename?: string | null }, ...rest: readonly unknown[]) => string;

/** What files of Egg take from packages of Egg itself. */
const PACKAGES: Readonly<Record<string, object>> = {
  egg: { Controller, Service, Subscription: Service, BaseContextClass: Service },
  'egg-core': { utils: { middleware: <T>(step: T): T => step } },
};

let isThere = false;

/** From now on `require('egg')` gives Egg's base classes wherever no such package is installed, and `egg-core` what plugins use of it. */
export function provideEgg(): void {
  if (isThere) return;
  isThere = true;
  const inner = Module as unknown as { _resolveFilename: Resolve; _cache: Record<string, unknown> };
  const resolve = inner._resolveFilename;
  for (const [name, exports] of Object.entries(PACKAGES))
    inner._cache[idOf(name)] = Object.assign(new Module(idOf(name)), { filename: idOf(name), loaded: true, exports });
  inner._resolveFilename = (request, ...rest) => {
    if (!Object.hasOwn(PACKAGES, request)) return resolve(request, ...rest);
    try {
      return resolve(request, ...rest);
    } catch {
      return idOf(request);
    }
  };
}

/** The key of a package among the modules that were loaded. */
function idOf(name: string): string {
  return path.join(import.meta.dirname, 'node_modules', name);
}
