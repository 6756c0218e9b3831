import type { ClientStorage } from '../shared/index.ts';

const memory = new Map<string, string>();

/** What the browser keeps under `foyer.<name>.`; where storage is forbidden, it lasts as long as the page. */
export class LocalStore implements ClientStorage {
  readonly #prefix: string;

  constructor(name: string) {
    this.#prefix = `foyer.${name}.`;
  }

  get(key: string): string | null {
    try {
      return localStorage.getItem(this.#prefix + key);
    } catch {
      return memory.get(this.#prefix + key) ?? null;
    }
  }

  /** null removes the key. */
  set(key: string, value: string | null): void {
    try {
      if (value === null) localStorage.removeItem(this.#prefix + key);
      else localStorage.setItem(this.#prefix + key, value);
    } catch {
      if (value === null) memory.delete(this.#prefix + key);
      else memory.set(this.#prefix + key, value);
    }
  }

  /** Calls `listener` when another tab changed the key; the returned function ends it. */
  watch(key: string, listener: (value: string | null) => void): () => void {
    const heard = (event: StorageEvent): void => {
      if (event.key === this.#prefix + key) listener(event.newValue);
    };
    addEventListener('storage', heard);
    return () => removeEventListener('storage', heard);
  }
}
