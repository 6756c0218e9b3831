import type { UnsentMessage } from './draft.ts';
import { keep, readKept } from './kept-json.ts';

/** Where text may be kept over a reload; `localStorage` behind two functions is one. */
export interface ClientStorage {
  get(key: string): string | null;
  /** null removes the key. */
  set(key: string, value: string | null): void;
}

/** Whose messages are that were written before there was a user: whoever comes next. */
export const NOBODY = 0;

/** One user's unsent messages in a storage. Tabs share it: each write touches its own message only. */
export class UnsentStore {
  readonly #storage: ClientStorage;
  readonly #key: string;

  constructor(storage: ClientStorage, user: number) {
    this.#storage = storage;
    this.#key = `unsent.${user}`;
  }

  /** What an earlier page left, oldest first; damaged content counts as none. */
  load(): readonly UnsentMessage[] {
    const list = readKept(this.#storage, this.#key);
    return Array.isArray(list) ? list.filter(isUnsent).map((unsent) => ({ ...unsent, upload: null })) : [];
  }

  /** Adds a message or takes its new state. */
  put(item: UnsentMessage): void {
    const list = this.load();
    const index = list.findIndex(({ clientId }) => clientId === item.clientId);
    this.#save(index < 0 ? [...list, item] : list.with(index, item));
  }

  remove(clientId: string): void {
    const list = this.load();
    const rest = list.filter((item) => item.clientId !== clientId);
    if (rest.length < list.length) this.#save(rest);
  }

  #save(list: readonly UnsentMessage[]): void {
    keep(this.#storage, this.#key, list.length > 0 ? list : null);
  }
}

function isUnsent(value: unknown): value is UnsentMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { clientId, chatType, to, type, data, state }: Partial<Record<keyof UnsentMessage, unknown>> = value;
  const texts = [clientId, chatType, type, data, state];
  return texts.every((text) => typeof text === 'string') && typeof to === 'number';
}
