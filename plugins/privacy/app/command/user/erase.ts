import { account, tellAccount } from '#app';
import { defineCommand } from '#kernel';

/** Takes an account out for good. */
export default defineCommand({
  about: 'erase an account for good; its messages stay, without a name',
  takes: { account },
  async run({ ctx, output }, input) {
    const { id, username } = await ctx.service.admin.find(input.account);
    await ctx.service.erasure.erase(id);
    tellAccount(output, { username, is: 'erased' });
  },
});
