import { argument, defineCommand, option, text } from '@foyer-chat/foyer/kernel';
import { EVENTS } from '../../../event.ts';
import { events } from '../../../reader.ts';

/** Has a server told of events; its secret is printed, once. */
export default defineCommand({
  about: 'have a server told of what happens; its secret is printed, once',
  takes: { url: argument('url', text), events: option('events', events).or(EVENTS) },
  async run({ ctx, output }, { url, events: named }) {
    const { id, secret } = await ctx.service.webhooks.add(url, named);
    output.answer({ id, secret }, `webhook ${id} is told of ${named.join(', ')}; its secret is\n${secret}`);
  },
});
