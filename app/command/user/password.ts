import { defineCommand, flag } from '#kernel';
import { randomPassword } from '../../account/random.ts';
import { readPassword } from '../../terminal/read-password.ts';
import { account } from '../../terminal/reader.ts';

/** Sets a new password: a random one that is printed, or the line that comes on standard input. */
export default defineCommand({
  about: 'set a new random password and print it; --stdin reads it instead',
  takes: { account, stdin: flag() },
  async run({ ctx, output }, { account: name, stdin }) {
    const { id, username, role } = await ctx.service.admin.find(name);
    if (role === 'visitor') throw new Error(`${username} is a visitor and has no password`);
    const chosen = stdin ? await readPassword() : undefined;
    const next = chosen ?? randomPassword();
    const ended = await ctx.service.admin.setPassword(id, next);
    const said = `${username} has a new password; sessions ended: ${ended}`;
    if (chosen !== undefined) output.answer({ username, ended }, said);
    else output.answer({ username, ended, password: next }, `${said}\n${next}`);
  },
});
