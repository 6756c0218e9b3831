import type { WireUser } from '../../protocol/index.ts';
import { keep, readKept } from './kept-json.ts';
import type { ClientStorage } from './unsent-store.ts';

const KEY = 'user';

/** Whose unsent messages to show after a reload, before the server has said who is signed in. */
export function recallUser(storage: ClientStorage | undefined): WireUser | null {
  const user = readKept(storage, KEY);
  return isUser(user) ? user : null;
}

/** Keeps it for the next page; null when nobody is signed in any more. */
export function rememberUser(storage: ClientStorage | undefined, user: WireUser | null): void {
  keep(storage, KEY, user);
}

function isUser(value: unknown): value is WireUser {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'number';
}
