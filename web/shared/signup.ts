import type { SignUp } from '../../protocol/index.ts';
import type { Api } from './api.ts';

/** Who may make an account; null where that could not be asked, and the server refuses by itself. */
export async function askSignup(api: Api): Promise<SignUp | null> {
  const answer = await api.call('/api/signup', { method: 'GET' }).catch(() => null);
  const { signup } = (answer ?? { signup: null }) as { signup: SignUp | null }; // oxlint-disable-line typescript/no-unsafe-type-assertion
  return signup;
}
