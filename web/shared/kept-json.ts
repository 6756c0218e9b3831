import type { ClientStorage } from './unsent-store.ts';

/** What a storage has under a key; null where there is nothing, or nothing whole. */
export function readKept(storage: ClientStorage | undefined, key: string): unknown {
  try {
    return JSON.parse(storage?.get(key) ?? 'null');
  } catch {
    return null;
  }
}

/** Keeps a value for the next page; null for none. A full or forbidden storage costs that page what it would have known, and this one nothing. */
export function keep(storage: ClientStorage | undefined, key: string, value: object | null): void {
  try {
    storage?.set(key, value && JSON.stringify(value));
  } catch {
    // As said.
  }
}
