import { defineCommand } from '#kernel';
import { tellAccount } from '../../terminal/account.ts';
import { account } from '../../terminal/reader.ts';

/** Ends every session of an account. */
export default defineCommand({
  about: 'end every session of an account',
  takes: { account },
  async run({ ctx, output }, input) {
    const { id, username } = await ctx.service.admin.find(input.account);
    tellAccount(output, { username, is: 'signed out', ended: await ctx.service.admin.signOut(id) });
  },
});
