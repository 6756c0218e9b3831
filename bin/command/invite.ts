import { UsageError } from '#kernel';
import { withApplication } from '../application.ts';
import type { Output } from '../output.ts';
import { durationOf, parse } from '../parse.ts';

/** Prints a code by which one account is made where signing up takes one, and where it is used. */
export async function invite(args: readonly string[], output: Output): Promise<void> {
  const { values, positionals } = parse({ args: [...args], options: { expires: { type: 'string', default: '7d' } } });
  if (positionals.length > 0) throw new UsageError(`user invite takes --expires only, but got ${positionals.join(' ')}`);
  const ttl = durationOf('--expires', values.expires);
  return withApplication(async (app) => {
    const { signup, origin } = app.config;
    if (signup !== 'invited') throw new Error(`sign-up is ${signup} here, and takes no invitation: set SIGNUP=invited`);
    const { code, expiresAt } = await app.createAnonymousContext().service.invitation.make(ttl);
    const address = `${origin.publicUrl ?? ''}/app/sign-in?invitation=${code}`;
    output.answer({ code, address, expires_at: expiresAt }, `${code}\n${address}`);
  });
}
