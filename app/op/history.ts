import { choice, id, int, rule } from '#validate';
import { op } from '../messaging/gateway/op.ts';
import { CHAT_TYPES } from '../messaging/way/chat-types.ts';

const history = rule({
  zh: '读取历史消息',
  en: 'Read a page of a conversation',
  fields: {
    ref: int({ zh: '请求编号', en: 'Request number' }),
    conversation: id({ zh: '会话id', en: 'Conversation', optional: true }),
    chat_type: choice(CHAT_TYPES, { zh: '聊天类型', en: 'Chat type', optional: true }),
    to: id({ zh: '对方/群id', en: 'Peer', optional: true }),
    before: id({ zh: '之前的序号', en: 'Before', optional: true }),
    after: int({ zh: '之后的序号', en: 'After', min: 0, optional: true }),
    limit: int({ zh: '数量', en: 'Limit', min: 1, cap: 100, default: 50 }),
  },
});

/** A page of one of the user's own conversations. */
export default op(
  history,
  async ({ ctx, author }, { ref, ...query }) => {
    const page = await ctx.service.history.page(author, query);
    return { op: 'history', ref, conversation: page.conversationId, list: page.list, more: page.more };
  },
  { isPage: true },
);
