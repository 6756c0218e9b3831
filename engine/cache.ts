/** Options of a cache. */
export interface CacheOptions<Key, Value> {
  /** Prefix of its keys in `stale` messages: `user` makes `user:42`. */
  readonly name: string;
  /** Entries kept; the least recently used go first. */
  readonly capacity: number;
  /** Reads one value from the truth; a rejection is not cached. */
  load(key: Key): Promise<Value>;
}

/** A read-through cache of one process. Callers forget keys that changed; a load that was under way by then is not kept. */
export class Cache<Key extends string | number, Value> {
  readonly name: string;
  readonly #options: CacheOptions<Key, Value>;
  readonly #values = new Map<Key, Value>();
  readonly #loading = new Map<Key, Promise<Value>>();

  constructor(options: CacheOptions<Key, Value>) {
    this.name = options.name;
    this.#options = options;
  }

  /** The value if it is here, without waiting; does not tell "not loaded" from a loaded `undefined`. */
  peek(key: Key): Value | undefined {
    return this.#values.get(key);
  }

  /** The value, loaded once however many ask at the same time. */
  async get(key: Key): Promise<Value> {
    const value = this.#values.get(key);
    if (value !== undefined) {
      this.#touch(key, value);
      return value;
    }
    return this.#loading.get(key) ?? this.#load(key);
  }

  /** Drops one key, and makes sure that a load which began before does not bring the old value back. */
  forget(key: Key): void {
    this.#values.delete(key);
    this.#loading.delete(key);
  }

  clear(): void {
    this.#values.clear();
    this.#loading.clear();
  }

  get size(): number {
    return this.#values.size;
  }

  async #load(key: Key): Promise<Value> {
    const loading = this.#options.load(key);
    this.#loading.set(key, loading);
    try {
      const value = await loading;
      if (this.#loading.get(key) === loading) this.#touch(key, value);
      return value;
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }

  #touch(key: Key, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= this.#options.capacity) return;
    const oldest = this.#values.keys().next();
    if (!oldest.done) this.#values.delete(oldest.value);
  }
}
