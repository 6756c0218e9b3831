/** Failures of this plugin. */
export default {
  word_banned: { status: 400, zh: '不能发送“{word}”', en: '“{word}” is not allowed here' },
} as const;
