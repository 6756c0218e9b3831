import { id, rule } from '#validate';
import { op } from '../messaging/gateway/op.ts';

const read = rule({
  zh: '更新已读位置',
  en: 'Move the read cursor',
  fields: { conversation: id({ zh: '会话id', en: 'Conversation' }), seq: id({ zh: '消息序号', en: 'Message number' }) },
});

/** Moves the read cursor; other tabs and the other side are told by a frame of their own. */
export default op(read, async ({ ctx, author }, { conversation, seq }) => {
  await ctx.service.history.read(author, conversation, seq);
  return undefined;
});
