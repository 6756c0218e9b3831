import type { PlateWords } from '../../chat/plate.ts';
import { widgetRich } from '../../i18n/widget-rich.ts';
import { lang, speaker } from './words.ts';

/** A text of what is more than words. */
export const r = speaker<keyof (typeof widgetRich)['en']>(widgetRich);

/** The words of plates and summaries, as the visitor reads them. */
export function plateWords(): PlateWords {
  return { ...widgetRich[lang.value], language: lang.value, count: (n) => r('count', { n }) };
}
