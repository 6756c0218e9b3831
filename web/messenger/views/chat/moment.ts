const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** `14:05`, in the reader's zone. */
export function clockOf(time: number, locale: string): string {
  return format(locale, { hour: '2-digit', minute: '2-digit' }, time);
}

/** Day and time to the second, for a hint. */
export function fullTime(time: number, locale: string): string {
  return format(locale, { dateStyle: 'long', timeStyle: 'medium' }, time);
}

/** What tells one day of the reader's zone from another. */
export function dayOf(time: number): string {
  const date = new Date(time);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].join('-');
}

/** Words for the days that have one. */
export interface DayWords {
  readonly today: string;
  readonly yesterday: string;
}

/** What a day is called above its messages. */
export function dayTitle(time: number, locale: string, { today, yesterday }: DayWords): string {
  const now = Date.now();
  if (dayOf(time) === dayOf(now)) return today;
  if (dayOf(time) === dayOf(now - DAY)) return yesterday;
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return format(locale, { weekday: 'short', month: 'long', day: 'numeric', ...(!isThisYear && { year: 'numeric' }) }, time);
}

/** A time in a list: the clock today, the day before that. */
export function shortTime(time: number, locale: string, words: DayWords): string {
  const now = Date.now();
  if (dayOf(time) === dayOf(now)) return clockOf(time, locale);
  if (dayOf(time) === dayOf(now - DAY)) return words.yesterday;
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return format(locale, isThisYear ? { month: 'numeric', day: 'numeric' } : { dateStyle: 'short' }, time);
}

/** Making a format is slow, and a list makes many. */
function format(locale: string, options: Intl.DateTimeFormatOptions, time: number): string {
  const key = `${locale} ${JSON.stringify(options)}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', options);
  formats.set(key, made);
  return made.format(time);
}
