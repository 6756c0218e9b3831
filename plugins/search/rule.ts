import { z } from 'zod';
import { shapes } from '#app';
import { id, int, listOf, rule, shape, text, uuid } from '#validate';
import type { WireHit, WireHits } from '../../protocol/index.ts';

const hit = shape<WireHit>()('Hit', { ...shapes.entry.shape, conversation: z.int() });

const hits = shape<WireHits>()('Hits', { list: listOf(hit), more: z.boolean(), next: z.string().nullable(), partial: z.boolean() });

/** POST /api/chat/search */
export const search = rule({
  zh: '搜索聊天记录',
  en: 'Search in my conversations',
  fields: {
    keyword: text({ zh: '关键词', en: 'Keyword', min: 1, max: 50 }),
    conversation: id({ zh: '会话id', en: 'Conversation', optional: true }),
    from: id({ zh: '发送人id', en: 'Sender', optional: true }),
    before: uuid({ zh: '之前的消息id', en: 'Before', optional: true }),
    limit: int({ zh: '数量', en: 'Limit', min: 1, cap: 50, default: 20 }),
  },
  answer: hits,
});
