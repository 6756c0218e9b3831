import { defineCommand } from '#kernel';
import { tellAccount } from '../../terminal/account.ts';
import { account } from '../../terminal/reader.ts';

/** Closes an account. */
export default defineCommand({
  about: 'disable an account: it cannot sign in, and its sockets are closed',
  takes: { account },
  async run({ ctx, output }, input) {
    const { id, username } = await ctx.service.admin.find(input.account);
    tellAccount(output, { username, is: 'disabled', ended: await ctx.service.admin.disable(id) });
  },
});
