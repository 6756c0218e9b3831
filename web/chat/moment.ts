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

/** How days are told: words for those that have one, and the day that is today, as `dayOf` gives it. */
export interface DayView {
  readonly locale: string;
  readonly day: string;
  readonly today: string;
  readonly yesterday: string;
}

/** What a day is called above its messages. */
export function dayTitle(time: number, { locale, day, today, yesterday }: DayView): string {
  if (dayOf(time) === day) return today;
  if (dayOf(time) === dayBefore(day)) return yesterday;
  const isThisYear = day.startsWith(`${new Date(time).getFullYear()}-`);
  return format(locale, { weekday: 'short', month: 'long', day: 'numeric', ...(!isThisYear && { year: 'numeric' }) }, time);
}

/** A time in a list: the clock today, the day before that. */
export function shortTime(time: number, { locale, day, yesterday }: DayView): string {
  if (dayOf(time) === day) return clockOf(time, locale);
  if (dayOf(time) === dayBefore(day)) return yesterday;
  const isThisYear = day.startsWith(`${new Date(time).getFullYear()}-`);
  return format(locale, isThisYear ? { month: 'numeric', day: 'numeric' } : { dateStyle: 'short' }, time);
}

/** A time in a form of Intl. The clock has 24 hours in both languages. Making a format is slow, and a list makes many; one keeps the zone that it was made in. */
export function format(locale: string, options: Intl.DateTimeFormatOptions, time: number): string {
  const key = `${locale} ${new Date(time).getTimezoneOffset()} ${JSON.stringify(options)}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', options);
  formats.set(key, made);
  return made.format(time);
}

/** By the calendar: where clocks are changed a day has 23 hours, or 25. */
function dayBefore(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return dayOf(new Date(year, month - 1, date - 1).getTime());
}
