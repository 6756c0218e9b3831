import { createI18n, type I18n } from 'vue-i18n';
import { apart } from '../chat/apart.ts';
import type { Area } from './area.ts';
import { applyLocale, chooseLocale, currentLocale, type Locale } from './locale.ts';

type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;
type Messages = Readonly<Record<Locale, Words>>;

/** Areas by name: `t('common.close')` is `close` of the area `common`. */
export type Areas = Readonly<Record<string, Area<Readonly<Record<string, string>>>>>;

/** The texts of one application: only the areas that it shows, so that a small one stays small. */
export function createTexts(areas: Areas): Texts {
  const texts: Texts = createI18n({
    legacy: false,
    locale: currentLocale(),
    fallbackLocale: 'en',
    messages: { zh: textsOf(areas, 'zh'), en: textsOf(areas, 'en') },
  });
  setApart(texts.global);
  applyLocale(texts.global.locale.value);
  return texts;
}

/** What `createTexts` gives: a plugin of Vue, whose `global` speaks outside of components. */
export type Texts = I18n<Messages, Record<string, never>, Record<string, never>, Locale, false>;

/** Shows another language from now on, remembered on this device. */
export function switchLocale(texts: Texts, locale: Locale): void {
  chooseLocale(locale);
  texts.global.locale.value = locale;
  applyLocale(locale);
}

/** What is put into a text stands apart from the words around it, wherever that is: names are people's own (G70). */
function setApart(global: Texts['global']): void {
  const say = global.t;
  const t = (...[name, ...rest]: readonly unknown[]): string => String(Reflect.apply(say, global, [name, ...rest.map(valuesApart)]));
  Object.assign(global, { t });
}

/** A number that chooses a plural, or values by name. */
function valuesApart(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, typeof value === 'string' ? apart(value) : value]));
}

function textsOf(areas: Areas, locale: Locale): Words {
  return Object.fromEntries(Object.entries(areas).map(([name, area]) => [name, area[locale]]));
}
