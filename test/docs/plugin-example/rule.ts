import { int, rule } from '#validate';

/** GET /api/wordlist/hits */
export const listHits = rule({
  zh: '屏蔽词统计',
  en: 'The words that were masked most',
  in: 'query',
  fields: { limit: int({ zh: '数量', en: 'limit', min: 1, cap: 100, default: 10 }) },
});
