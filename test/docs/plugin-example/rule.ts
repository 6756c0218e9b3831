import { int, listOf, rule, shape, z } from '#validate';
import type { Hits } from './app/service/wordlist.ts';

/** A word, and how often it was found. */
const hits = shape<Hits>()('WordHits', { word: z.string(), hits: z.int() });

/** GET /api/wordlist/hits */
export const listHits = rule({
  zh: '屏蔽词统计',
  en: 'List the words that were masked most',
  in: 'query',
  fields: { limit: int({ zh: '数量', en: 'Limit', min: 1, cap: 100, default: 10 }) },
  answer: listOf(hits),
});
