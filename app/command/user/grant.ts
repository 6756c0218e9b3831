import { argument, defineCommand, text } from '#kernel';
import { account } from '../../terminal/reader.ts';

/** Grants a right to an account. */
export default defineCommand({
  about: 'grant a right to an account',
  takes: { account, right: argument('right', text) },
  async run({ ctx, output }, { account: name, right }) {
    const { app, service } = ctx;
    if (!app.rights.has(right)) throw new Error(`there is no right ${right}; there are: ${app.rights.codes.join(', ')}`);
    const { id, username, role } = await service.admin.find(name);
    if (role === 'visitor') throw new Error(`${username} is a visitor and has no account`);
    await service.right.grant(id, right);
    output.answer({ username, right, granted: true }, `${username} may ${app.rights.find(right)?.en ?? right}`);
  },
});
