import { choice, list, rule, text } from '@foyer-chat/foyer/validate';

/** What becomes of a message that holds a word. */
export const MODES = ['mask', 'refuse'] as const;

/** GET /api/moderation/words */
export const listWords = rule({ zh: '屏蔽词列表', en: 'The words that messages may not hold', in: 'query', fields: {} });

/** POST /api/moderation/words */
export const setWords = rule({
  zh: '设置屏蔽词',
  en: 'Set the words of one kind',
  fields: {
    mode: choice(MODES, { zh: '方式', en: 'mode' }),
    words: list({ zh: '屏蔽词', en: 'words', of: text({ zh: '词', en: 'word', min: 1, max: 60 }), min: 0, max: 1000 }),
  },
});
