import { text } from 'node:stream/consumers';
import { randomPassword } from '../../app/account/random.ts';
import { withApplication } from '../application.ts';
import { accountOf, parse } from '../parse.ts';
import { UsageError } from '../usage-error.ts';

/** As signing in takes it. */
const LENGTH = { min: 6, max: 20 };

/** Sets a new password: a random one that is printed, or the line that comes on standard input. */
export async function password(args: readonly string[]): Promise<void> {
  const { values, positionals } = parse({ args: [...args], options: { stdin: { type: 'boolean' } } });
  const account = accountOf('user password', positionals);
  const chosen = values.stdin ? checked((await text(process.stdin)).replace(/\r?\n$/, '')) : undefined;
  return withApplication(async (app) => {
    const { admin } = app.createAnonymousContext().service;
    const { id, username, role } = await admin.find(account);
    if (role === 'visitor') throw new Error(`${username} is a visitor and has no password`);
    const next = chosen ?? randomPassword();
    const ended = await admin.setPassword(id, next);
    console.log(`${username} has a new password; sessions ended: ${ended}`);
    if (chosen === undefined) console.log(next);
  });
}

function checked(line: string): string {
  const { length } = Array.from(line);
  if (length < LENGTH.min || length > LENGTH.max) throw new UsageError(`a password has ${LENGTH.min} to ${LENGTH.max} characters`);
  return line;
}
