import { ref } from 'vue';
import { filled, type Blanks } from '../../chat/filled.ts';
import type { Area } from '../../i18n/area.ts';
import { widget } from '../../i18n/widget.ts';
import type { PanelSettings } from './host.ts';

/** A text of the panel. */
export type Word = keyof (typeof widget)['en'];

/** The language of the texts. A table and these few lines instead of the messenger's vue-i18n: that alone would be a third of what the panel may weigh. */
export const lang = ref<'zh' | 'en'>('en');

/** Says the texts of an area in the language of the panel, their blanks filled with what stands apart from the words around it. */
export function speaker<Words extends string>(area: Area<Readonly<Record<Words, string>>>): (word: Words, blanks?: Blanks) => string {
  return (word, blanks = {}) => filled(area[lang.value][word], blanks);
}

/** A text of the conversation. */
export const t = speaker<Word>(widget);

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
