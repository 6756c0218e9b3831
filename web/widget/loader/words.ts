const WORDS = {
  en: {
    open: 'Chat with us',
    close: 'Close chat',
    panel: 'Chat',
    unread: 'Chat with us, {n} unread',
    away: 'The chat cannot be reached right now.',
    again: 'Try again',
  },
  zh: { open: '联系我们', close: '关闭聊天', panel: '聊天', unread: '联系我们，{n} 条未读', away: '暂时无法连接聊天服务。', again: '重试' },
} as const;

/** A text of the launcher. */
export type LoaderWord = keyof (typeof WORDS)['en'];

/** The texts of the launcher in a language; '' is the browser's, English stands in for those that are not here. */
export function wordsIn(locale: string): (word: LoaderWord, n?: string) => string {
  const words = WORDS[(locale || navigator.language).startsWith('zh') ? 'zh' : 'en'];
  return (word, n = '') => words[word].replace('{n}', n);
}

/** Whether a language is written from right to left. */
export function isRightToLeft(locale: string): boolean {
  return /^(ar|fa|he|ur)\b/.test(locale || document.documentElement.lang || navigator.language);
}
