import { clockOf, dayTitle, fullTime as fullTimeOf } from '../../chat/moment.ts';
import { lang, t } from './words.ts';

/** Hours and minutes, in the reader's zone. */
export function clockTime(ms: number): string {
  return clockOf(ms, lang.value);
}

/** The full date and time, for whoever looks closer. */
export function fullTime(ms: number): string {
  return fullTimeOf(ms, lang.value);
}

/** The day of a separator: today, yesterday, or the date; `day` is today, as `dayOf` gives it. */
export function dayName(ms: number, day: string): string {
  return dayTitle(ms, { locale: lang.value, day, today: t('today'), yesterday: t('yesterday') });
}
