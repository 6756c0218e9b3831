import { argument, defineCommand } from '@foyer-chat/foyer/kernel';
import { number } from '../../../reader.ts';

/** Calls a server with an event that says nothing. */
export default defineCommand({
  about: 'call a server with an event that says nothing, and print the status of its answer',
  takes: { id: argument('id', number) },
  async run({ ctx, output }, { id }) {
    const status = await ctx.service.webhooks.test(id);
    output.answer({ id, status }, `webhook ${id} answered ${status}`);
  },
});
