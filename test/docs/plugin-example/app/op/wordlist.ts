import { op } from '#app';
import { int, rule } from '#validate';

const ask = rule({
  zh: '屏蔽词统计',
  en: 'List the words that were masked most',
  fields: { ref: int({ zh: '请求编号', en: 'Request number' }) },
});

/** The words that were masked most, over the socket. */
export default op(ask, async ({ ctx }, { ref }) => ({ op: 'wordlist', ref, hits: await ctx.service.wordlist.hits(10) }));
