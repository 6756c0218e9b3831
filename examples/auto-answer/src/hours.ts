/** When somebody is there, by the clock of a zone. */
export interface Hours {
  readonly timeZone: string;
  /** From 1, Monday, to 7. */
  readonly days: readonly number[];
  /** Times of the day, as in 09:00. */
  readonly from: string;
  readonly to: string;
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Whether it is open at a time, in ms since 1970. */
export function isOpen(at: number, { timeZone, days, from, to }: Hours): boolean {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  const time = `${parts.get('hour')}:${parts.get('minute')}`;
  return days.includes(DAYS.indexOf(parts.get('weekday') ?? '') + 1) && time >= from && time < to;
}
