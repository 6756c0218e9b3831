import { defineCommand, option } from '#kernel';
import { AGE } from '../../terminal/reader.ts';

const WEEK = 7 * 86_400_000;

/** Prints a code by which one account is made where signing up takes one, and where it is used. */
export default defineCommand({
  about: 'print an invitation, with which one user may sign up; it is good for 7d by default',
  takes: { expires: option('age', AGE).or(WEEK) },
  async run({ ctx, output }, { expires }) {
    const { signup, origin } = ctx.app.config;
    if (signup !== 'invited') throw new Error(`sign-up is ${signup} here, and takes no invitation: set SIGNUP=invited`);
    const { code, expiresAt } = await ctx.service.invitation.make(expires);
    const address = `${origin.publicUrl ?? ''}/app/sign-in?invitation=${code}`;
    output.answer({ code, address, expires_at: expiresAt }, `${code}\n${address}`);
  },
});
