import { LocalStore } from '../api/local-store.ts';

/** The languages of the screens. */
export type Locale = 'zh' | 'en';

const store = new LocalStore('page');
const KEY = 'language';
const RIGHT_TO_LEFT = /^(ar|fa|he|ur)\b/;

/** What a person chose on this device; null when the browser decides. */
export function chosenLocale(): Locale | null {
  const value = store.get(KEY);
  return value === 'zh' || value === 'en' ? value : null;
}

/** Remembers a choice; null leaves it to the browser again. */
export function chooseLocale(locale: Locale | null): void {
  store.set(KEY, locale);
}

/** The choice, else the browser's language. */
export function currentLocale(): Locale {
  return chosenLocale() ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');
}

/** Tells the page its language and direction. */
export function applyLocale(locale: string): void {
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : locale;
  document.documentElement.dir = RIGHT_TO_LEFT.test(locale) ? 'rtl' : 'ltr';
}
