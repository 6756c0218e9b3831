import { int, rule, uuid } from '#validate';
import { op } from '../messaging/gateway/op.ts';

const recall = rule({
  zh: '撤回消息',
  en: 'Take a message back',
  fields: { ref: int({ zh: '请求编号', en: 'Request number' }), id: uuid({ zh: '消息id', en: 'Message id' }) },
});

/** Takes a message back; the notice comes as a message, to the asking tab too. */
export default op(recall, async ({ ctx, author }, { ref, id }) => {
  await ctx.service.recall.recall(author, id);
  return { op: 'recalled', ref, id };
});
