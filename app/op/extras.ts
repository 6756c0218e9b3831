import { id, int, rule } from '#validate';
import { op } from '../messaging/gateway/op.ts';

/** Messages that are asked about at once. */
const MOST = 200;

const extras = rule({
  zh: '读取消息的附加内容',
  en: 'Read what is added to messages',
  fields: {
    ref: int({ zh: '请求编号', en: 'ref' }),
    conversation: id({ zh: '会话id', en: 'conversation' }),
    from: id({ zh: '起始序号', en: 'from' }),
    limit: int({ zh: '数量', en: 'limit', min: 1, cap: MOST, default: MOST }),
  },
});

/** What units add to messages that are here already: for who may have missed a change. */
export default op(
  extras,
  async ({ ctx, author }, { ref, ...stretch }) => ({ op: 'extras', ref, list: await ctx.service.history.extras(author, stretch) }),
  { isPage: true },
);
