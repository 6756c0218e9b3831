import { argument, defineCommand, text } from '#kernel';
import { account } from '../../terminal/reader.ts';

/** Takes a right away from an account. */
export default defineCommand({
  about: 'take a right away from an account',
  takes: { account, right: argument('right', text) },
  async run({ ctx: { service }, output }, { account: name, right }) {
    const { id, username } = await service.admin.find(name);
    if (!(await service.right.revoke(id, right))) throw new Error(`${username} has not been granted ${right}`);
    output.answer({ username, right, granted: false }, `${username} has ${right} no longer`);
  },
});
