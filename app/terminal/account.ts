import type { Output } from '#kernel';

/** What was done to whom. */
export interface AccountDone {
  readonly username: string;
  readonly is: string;
  /** Sessions that ended, where that is what it is about. */
  readonly ended?: number;
}

/** Answers with what an account is now. */
export function tellAccount(output: Output, done: AccountDone): void {
  const { username, is, ended } = done;
  output.answer(done, `${username} is ${is}${ended === undefined ? '' : `; sessions ended: ${ended}`}`);
}
