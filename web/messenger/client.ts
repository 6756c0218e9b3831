import { watch } from 'vue';
import { CLOSE } from '../../protocol/index.ts';
import { socketAddress } from '../api/address.ts';
import { Client, uploader } from '../shared/index.ts';
import { api } from './http.ts';
import { ending, endToken, keptToken, store, type Ending } from './token.ts';
import { userApi } from './user-api.ts';

let used: string | null = null;

/** The messenger's one connection. It follows the token: `watchToken` connects it when somebody signs in and forgets all when nobody is. */
export const client = new Client({
  url: socketAddress(),
  storage: store,
  getToken: () => Promise.resolve((used = keptToken.value)),
  set: (conversation, changes) => userApi.conversations.set(conversation, changes),
  upload: uploader(api),
});

/** Begins to follow the token, and to come back when the page does. */
export function watchToken(): void {
  client.on('state', (state) => (state === 'signed_out' || state === 'stopped') && ended());
  watch(keptToken, follow, { immediate: true });
  for (const event of ['online', 'offline', 'pageshow']) addEventListener(event, () => client.wake());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && client.wake());
}

function follow(token: string | null): void {
  if (token === used && token !== null) return;
  client.forget();
  if (token === null) return;
  ending.value = null;
  client.connect();
  // The count on the rail and in the title is of all conversations, whatever is shown.
  void client.conversations();
}

/** The server wants another sign-in: this token is over, and nothing connects with it again. */
function ended(): void {
  const reason = reasonOf(client.closeCode);
  if (used !== null && reason !== null) endToken(used, reason);
}

/** null where the end is not about who is signed in. */
function reasonOf(code: number | null): Ending | null {
  if (code === CLOSE.replaced.code) return 'elsewhere';
  if (code === CLOSE.disabled.code) return 'disabled';
  return code === CLOSE.unauthorized.code ? 'expired' : null;
}
