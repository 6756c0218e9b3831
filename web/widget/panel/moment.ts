import { lang, t } from './words.ts';

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
  const days = Math.round((midnight(Date.now()) - midnight(ms)) / 86_400_000);
  if (days === 0) return t('today');
  if (days === 1) return t('yesterday');
  return format(ms, { year: 'numeric', month: 'long', day: 'numeric' });
}

/** Equal for two moments of one day in the reader's zone. */
export function dayKey(ms: number): string {
  return new Date(ms).toDateString();
}

function format(ms: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(lang.value === 'zh' ? 'zh-CN' : 'en-GB', { hourCycle: 'h23', ...options }).format(ms);
}

function midnight(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}
