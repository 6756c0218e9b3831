import type { ClientStorage } from '../../../web/shared/unsent-store.ts';

/** A storage in memory that two clients may share like two tabs. */
export class MemoryStorage implements ClientStorage {
  readonly content = new Map<string, string>();

  get(key: string): string | null {
    return this.content.get(key) ?? null;
  }

  set(key: string, value: string | null): void {
    if (value === null) this.content.delete(key);
    else this.content.set(key, value);
  }
}
