import { randomPassword } from '../../app/account/random.ts';
import { withApplication } from '../application.ts';
import type { Output } from '../output.ts';
import { accountOf, parse } from '../parse.ts';
import { readPassword } from '../../app/terminal/read-password.ts';

/** Sets a new password: a random one that is printed, or the line that comes on standard input. */
export async function password(args: readonly string[], output: Output): Promise<void> {
  const { values, positionals } = parse({ args: [...args], options: { stdin: { type: 'boolean', default: false } } });
  const account = accountOf('user password', positionals);
  const chosen = values.stdin ? await readPassword() : undefined;
  return withApplication(async (app) => {
    const { admin } = app.createAnonymousContext().service;
    const { id, username, role } = await admin.find(account);
    if (role === 'visitor') throw new Error(`${username} is a visitor and has no password`);
    const next = chosen ?? randomPassword();
    const ended = await admin.setPassword(id, next);
    const said = `${username} has a new password; sessions ended: ${ended}`;
    if (chosen !== undefined) output.answer({ username, ended }, said);
    else output.answer({ username, ended, password: next }, `${said}\n${next}`);
  });
}
