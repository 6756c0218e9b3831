import { readonly, ref } from 'vue';
import { LocalStore } from '../api/local-store.ts';
import type { ApiError } from '../shared/index.ts';

/** What the messenger keeps in this browser. */
export const store = new LocalStore('app');

const KEY = 'token';
const token = ref(store.get(KEY));

/** Why a session ended without being asked to. */
export type Ending = 'elsewhere' | 'expired' | 'disabled';

/** The token of the signed-in user, the same in every tab; null where nobody is signed in. */
export const keptToken = readonly(token);

/** What the API's refusals mean; a request may hear of the end before the socket does. */
const ENDINGS: ReadonlyMap<string, Ending> = new Map([
  ['token_replaced', 'elsewhere'],
  ['user_disabled', 'disabled'],
]);

/** Why the last session ended; null when by wish, or while there is one. */
export const ending = ref<Ending | null>(null);

store.watch(KEY, (value) => (token.value = value));

/** Signs in with a token, or out with null. */
export function keepToken(value: string | null): void {
  token.value = value;
  store.set(KEY, value);
}

/** A token ended for a reason. One that another tab has replaced already is none of our business. */
export function endToken(ended: string, reason: Ending): void {
  const current = store.get(KEY);
  if (current !== null && current !== ended) return void (token.value = current);
  ending.value = reason;
  keepToken(null);
}

/** The HTTP API refused a token. */
export function refusedToken(refused: string, error: ApiError): void {
  endToken(refused, ENDINGS.get(error.code) ?? 'expired');
}
