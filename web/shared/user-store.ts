import type { WireUser } from '../../protocol/index.ts';
import type { ClientStorage } from './unsent-store.ts';

const KEY = 'user';

/** Whose unsent messages to show after a reload, before the server has said who is signed in. */
export function recallUser(storage: ClientStorage | undefined): WireUser | null {
  try {
    const user: unknown = JSON.parse(storage?.get(KEY) ?? 'null');
    return isUser(user) ? user : null;
  } catch {
    return null;
  }
}

/** Keeps it for the next page; null when nobody is signed in any more. */
export function rememberUser(storage: ClientStorage, user: WireUser | null): void {
  try {
    storage.set(KEY, user && JSON.stringify(user));
  } catch {
    // A full or forbidden storage costs only the early display.
  }
}

function isUser(value: unknown): value is WireUser {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'number';
}
