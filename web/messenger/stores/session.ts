import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { SignUp } from '../../../protocol/index.ts';
import { Api, askSignup, type Account, type Credentials } from '../../shared/index.ts';
import { ending, keepToken, keptToken } from '../token.ts';
import { texts } from '../texts.ts';

const api = new Api({ language: () => texts.global.locale.value });

/** Who may sign up, as far as it is known. */
const signup = ref<SignUp>('open');

/** Who is signed in on this browser. Signing in and up throw ApiError; a session that ends by itself says why in `ending`. */
export const useSession = defineStore('session', () => {
  const isSignedIn = computed(() => keptToken.value !== null);

  return { isSignedIn, ending, signup, refreshSignup, signIn, signUp, signOut };
});

/** Asks who may sign up; what is not told is as it was. */
async function refreshSignup(): Promise<void> {
  signup.value = (await askSignup(api)) ?? signup.value;
}

async function signIn(credentials: Credentials): Promise<void> {
  take(await api.login(credentials));
}

async function signUp(credentials: Credentials): Promise<void> {
  take(await api.register(credentials));
}

/** Leaves at once; the server hears of it as soon as it can. */
function signOut(): void {
  const token = keptToken.value;
  ending.value = null;
  keepToken(null);
  // The device is signed out either way; a token that was not revoked runs out by itself.
  if (token !== null) void api.logout(token).catch(() => {});
}

function take({ token }: Account): void {
  ending.value = null;
  keepToken(token);
}
