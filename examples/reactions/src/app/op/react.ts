import { op } from '@foyer-chat/foyer/app';
import { react } from '../../rule.ts';

/** Sets a reaction or takes it away; what the message has then comes as `changed`, to the asking tab too. */
export default op(react, async ({ ctx, author }, { ref, ...reacting }) => {
  await ctx.service.reactions.set(author, reacting);
  return { op: 'react', ref };
});
