import { argument, defineCommand } from '@foyer-chat/foyer/kernel';
import { number } from '../../../reader.ts';

/** Tells a server nothing more. */
export default defineCommand({
  about: 'tell a server nothing more, also of what waits for it',
  takes: { id: argument('id', number) },
  async run({ ctx, output }, { id }) {
    if (!(await ctx.service.webhooks.remove(id))) throw new Error(`there is no webhook ${id}: foyer webhook list names them`);
    output.answer({ id }, `webhook ${id} is told nothing more`);
  },
});
