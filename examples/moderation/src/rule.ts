import { shapes } from '@foyer-chat/foyer/app';
import { choice, list, rule, shape, text, z } from '@foyer-chat/foyer/validate';
import type { Word } from './words.ts';

/** What becomes of a message that holds a word. */
export const MODES = ['mask', 'refuse'] as const;

/** A word of the list. */
const word = shape<Word>()('ModerationWord', { word: z.string(), mode: z.enum(MODES) });

/** GET /api/moderation/words */
export const listWords = rule({
  zh: '屏蔽词列表',
  en: 'List the words that messages may not hold',
  in: 'query',
  fields: {},
  answer: z.array(word),
});

/** POST /api/moderation/words */
export const setWords = rule({
  zh: '设置屏蔽词',
  en: 'Set the words of one kind',
  fields: {
    mode: choice(MODES, { zh: '方式', en: 'Mode' }),
    words: list({ zh: '屏蔽词', en: 'Words', of: text({ zh: '词', en: 'Word', min: 1, max: 60 }), min: 0, max: 1000 }),
  },
  answer: shapes.done,
});
