import { id, rule } from '#validate';
import { op } from '../messaging/gateway/op.ts';

const typing = rule({ zh: '正在输入', en: 'Show that I type', fields: { conversation: id({ zh: '会话id', en: 'Conversation' }) } });

/** Shows the others that the user is typing. */
export default op(typing, async ({ ctx, author }, { conversation }) => {
  await ctx.service.typing.show(author, conversation);
  return undefined;
});
