import { PASSWORD_LENGTH } from '../../protocol/index.ts';

/** Codes with which the server refuses a password that is as long as it must be. */
const REFUSALS: ReadonlySet<string> = new Set(['password_blank', 'password_common', 'password_username']);

/** Whether a password that is to be set is as long as it must be; the server looks closer. */
export function isLongEnough(password: string): boolean {
  const { length } = Array.from(password.normalize('NFKC'));
  return length >= PASSWORD_LENGTH.min && length <= PASSWORD_LENGTH.max;
}

/** Whether a failure is about the new password, beside whose field its words belong. */
export function isAboutPassword({ code }: { readonly code: string }): boolean {
  return REFUSALS.has(code);
}
