import { defineCommand } from '@foyer-chat/foyer/kernel';

/** Lists the servers that are told, and what waits for each. */
export default defineCommand({
  about: 'list the servers that are told, and what waits for each',
  takes: {},
  async run({ ctx, output }) {
    const endpoints = await ctx.service.webhooks.list();
    const lines = endpoints.map(({ id, url, events, waiting, failed, error }) => {
      return [id, url, events.join(','), `${waiting} waiting`, `${failed} given up`, error ?? ''].join('\t');
    });
    output.answer(endpoints, lines.join('\n') || 'no server is told: foyer webhook add');
  },
});
