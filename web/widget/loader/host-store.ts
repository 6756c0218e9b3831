type Listener = (key: string, value: string | null) => void;

/** What is kept in the host page's own storage, where no browser counts it as a stranger's; without one it lasts as long as the page. */
export class HostStore {
  readonly #prefix: string;
  readonly #memory = new Map<string, string>();

  constructor(account: string) {
    this.#prefix = account === '' ? 'foyer.widget.' : `foyer.widget.${account}.`;
  }

  /** The name of a lock that all tabs of the site share. */
  get lock(): string {
    return `${this.#prefix}token`;
  }

  get(key: string): string | null {
    try {
      return localStorage.getItem(this.#prefix + key);
    } catch {
      return this.#memory.get(key) ?? null;
    }
  }

  /** null removes the key. */
  set(key: string, value: string | null): void {
    if (value === null) this.#memory.delete(key);
    else this.#memory.set(key, value);
    try {
      if (value === null) localStorage.removeItem(this.#prefix + key);
      else localStorage.setItem(this.#prefix + key, value);
    } catch {
      // Full or forbidden: it is in memory.
    }
  }

  /** Everything that is kept, by key. */
  all(): Record<string, string> {
    const kept: Record<string, string> = Object.fromEntries(this.#memory);
    try {
      for (const [name, value] of Object.entries<string>(localStorage)) {
        if (name.startsWith(this.#prefix)) kept[name.slice(this.#prefix.length)] = value;
      }
    } catch {
      // Forbidden: what is in memory is all.
    }
    return kept;
  }

  clear(): void {
    for (const key of Object.keys(this.all())) this.set(key, null);
  }

  /** Hears what other tabs of the site keep. */
  watch(listener: Listener): void {
    addEventListener('storage', ({ key, newValue }) => {
      if (key === null || !key.startsWith(this.#prefix)) return;
      const own = key.slice(this.#prefix.length);
      if (newValue === null) this.#memory.delete(own);
      listener(own, newValue);
    });
  }
}
