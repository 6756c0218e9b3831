import { language, word } from './language.ts';

/** Hours and minutes, in the reader's zone. */
export function clockTime(ms: number): string {
  return format(ms, { hour: '2-digit', minute: '2-digit' });
}

/** The full date and time, for whoever looks closer. */
export function fullTime(ms: number): string {
  return format(ms, { dateStyle: 'full', timeStyle: 'medium' });
}

/** The day of a separator: today, yesterday, or the date. */
export function dayName(ms: number): string {
  const days = daysBefore(ms);
  if (days === 0) return word('today');
  if (days === 1) return word('yesterday');
  return format(ms, { weekday: 'short', month: 'long', day: 'numeric', ...(isThisYear(ms) ? {} : { year: 'numeric' }) });
}

/** As short as a list row wants it: a time today, else a date. */
export function shortTime(ms: number): string {
  return daysBefore(ms) === 0 ? clockTime(ms) : format(ms, { month: 'short', day: 'numeric' });
}

/** Equal for two moments of one day in the reader's zone. */
export function dayKey(ms: number): string {
  return new Date(ms).toDateString();
}

function format(ms: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language() === 'zh' ? 'zh-CN' : 'en-GB', { hourCycle: 'h23', ...options }).format(ms);
}

function daysBefore(ms: number): number {
  return Math.round((midnight(Date.now()) - midnight(ms)) / 86_400_000);
}

function midnight(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

function isThisYear(ms: number): boolean {
  return new Date(ms).getFullYear() === new Date().getFullYear();
}
