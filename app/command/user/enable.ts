import { defineCommand } from '#kernel';
import { tellAccount } from '../../terminal/account.ts';
import { account } from '../../terminal/reader.ts';

/** Opens an account again. */
export default defineCommand({
  about: 'enable a disabled account again',
  takes: { account },
  async run({ ctx, output }, input) {
    const { id, username } = await ctx.service.admin.find(input.account);
    await ctx.service.admin.enable(id);
    tellAccount(output, { username, is: 'enabled' });
  },
});
