/** Failures of this plugin. */
export default {
  moderation_word: { status: 400, zh: '消息含有不允许的词：{word}', en: 'The message holds a word that is not allowed: {word}' },
} as const;
