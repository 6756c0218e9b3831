import { Cache, type CacheOptions } from './cache.ts';

/** Options of a cache that other nodes can have emptied. */
export interface SharedCacheOptions<Key, Value> extends CacheOptions<Key, Value> {
  /** Its key, from how it stands in a `stale` message. */
  readonly keyOf: (text: string) => Key;
}

/** The caches of one process by name, so that a `stale` message empties them wherever they were defined. */
export class Caches {
  readonly #forget = new Map<string, (key: string) => void>();
  readonly #clear: (() => void)[] = [];

  /** Makes a cache; throws where there is one of this name. */
  define<Key extends string | number, Value>({ keyOf, ...options }: SharedCacheOptions<Key, Value>): Cache<Key, Value> {
    const { name } = options;
    if (this.#forget.has(name)) throw new Error(`the cache ${name} is defined twice: rename one`);
    const cache = new Cache(options);
    this.#forget.set(name, (key) => cache.forget(keyOf(key)));
    this.#clear.push(() => cache.clear());
    return cache;
  }

  /** Drops what keys name, as in `user:42`; an unknown name is ignored, so that nodes of different versions can live together. */
  forget(keys: readonly string[]): void {
    for (const key of keys) {
      const at = key.indexOf(':');
      this.#forget.get(key.slice(0, at))?.(key.slice(at + 1));
    }
  }

  /** Drops everything, after messages of the bus may have been missed. */
  clear(): void {
    for (const clear of this.#clear) clear();
  }
}
