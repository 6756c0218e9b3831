import { useI18n } from 'vue-i18n';
import { format } from '../../chat/moment.ts';

/** Writes times in ms in the reader's language and zone, everywhere by the same clock: `dateOf(time, { dateStyle: 'long' })`. */
export function useDates(): (time: number, options: Intl.DateTimeFormatOptions) => string {
  const { locale } = useI18n();
  return (time, options) => format(locale.value, options, time);
}
