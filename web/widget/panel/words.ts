import { ref } from 'vue';
import { widget } from '../../i18n/widget.ts';
import type { PanelSettings } from './host.ts';

/** A text of the panel. */
export type Word = keyof (typeof widget)['en'];

/** The language of the texts. A table and these few lines instead of the messenger's vue-i18n: that alone would be a third of what the panel may weigh. */
export const lang = ref<'zh' | 'en'>('en');

/** A text in the language of the panel, its blanks filled. */
export function t(word: Word, blanks: Readonly<Record<string, string | number>> = {}): string {
  return widget[lang.value][word].replaceAll(/\{(\w+)\}/g, (blank, name: string) => String(blanks[name] ?? blank));
}

/** Takes language, direction and scheme from the host page; where it says nothing, from the browser. */
export function applySettings({ locale, theme }: PanelSettings): void {
  const wanted = locale || navigator.language;
  lang.value = wanted.startsWith('zh') ? 'zh' : 'en';
  const { documentElement: root } = document;
  root.lang = lang.value === 'zh' ? 'zh-CN' : 'en';
  root.dir = /^(ar|fa|he|ur)\b/.test(wanted) ? 'rtl' : 'ltr';
  if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme;
  document.title = t('title');
}
