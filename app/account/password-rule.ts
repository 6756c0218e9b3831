import { fail } from '../error.ts';
import { isCommon } from './common-password.ts';
import { passwordForm } from './password.ts';

/** A password that somebody wants, and whose it will be. */
export interface Wish {
  readonly username: string;
  readonly password: string;
}

/** Nothing that is seen: blanks and controls. */
const UNSEEN = /^[\p{Z}\p{C}]*$/u;

/** Refuses a password that others would guess: password_blank, password_username, password_common. Its length is a matter of the rules of the routes. */
export async function checkPassword({ username, password }: Wish): Promise<void> {
  const form = passwordForm(password);
  if (UNSEEN.test(form)) fail('password_blank');
  if (isOf(username, form)) fail('password_username');
  if (await isCommon(form)) fail('password_common');
}

/** The username, whatever its case, with nothing but digits around it. */
function isOf(username: string, form: string): boolean {
  const [name, word] = [passwordForm(username).toLowerCase(), form.toLowerCase()];
  return word.includes(name) && /^\d*$/.test(word.replace(name, ''));
}
