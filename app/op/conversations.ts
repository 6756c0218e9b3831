import { int, rule } from '#validate';
import { op } from '../messaging/gateway/op.ts';

const conversations = rule({
  zh: '会话列表',
  en: 'List conversations',
  fields: {
    ref: int({ zh: '请求编号', en: 'Request number' }),
    before: int({ zh: '之前的时间', en: 'Before', min: 1, optional: true }),
    limit: int({ zh: '数量', en: 'Limit', min: 1, cap: 100, default: 50 }),
  },
});

/** The user's conversations, by last message. */
export default op(
  conversations,
  async ({ ctx, author }, { ref, before, limit }) => {
    const page = await ctx.service.conversation.list(author, { before, limit });
    return { op: 'conversations', ref, ...page };
  },
  { isPage: true },
);
