import { defineCommand } from '@foyer-chat/foyer/kernel';

/** Begins again with what was given up or rests. */
export default defineCommand({
  about: 'begin again with events that were given up, or that rest',
  takes: {},
  async run({ ctx, output }) {
    const events = await ctx.service.webhooks.retry();
    output.answer({ events }, `${events} events are told again`);
  },
});
