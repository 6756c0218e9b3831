import assert from 'node:assert/strict';
import { dayOf, dayTitle, format, shortTime } from '../../../web/chat/moment.ts';

const WORDS = { locale: 'en', today: 'Today', yesterday: 'Yesterday' };

describe('web/chat/moment', () => {
  const { TZ } = process.env;

  beforeEach(() => {
    process.env['TZ'] = 'Europe/Berlin';
  });
  after(() => {
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  });

  const at = (text: string): number => Date.parse(text);
  const told = (time: string, now: string): string => dayTitle(at(time), { ...WORDS, day: dayOf(at(now)) });

  it('G77 yesterday is the day before by the calendar, where a day has 23 hours, or 25', () => {
    assert.equal(told('2026-03-29T12:00:00+02:00', '2026-03-30T00:30:00+02:00'), 'Yesterday');
    assert.equal(told('2026-03-28T23:30:00+01:00', '2026-03-30T00:30:00+02:00'), 'Sat 28 March');
    assert.equal(told('2026-10-24T20:00:00+02:00', '2026-10-25T23:30:00+01:00'), 'Yesterday');
    assert.equal(told('2026-10-25T00:10:00+02:00', '2026-10-25T23:50:00+01:00'), 'Today');
    assert.equal(told('2025-12-31T23:59:00+01:00', '2026-01-01T00:01:00+01:00'), 'Yesterday');
    assert.equal(told('2025-12-30T23:59:00+01:00', '2026-01-01T00:01:00+01:00'), 'Tue, 30 December 2025');
  });

  it('G77 a day is called after the day that is today, which may change while the page is open', () => {
    const time = at('2026-05-05T22:00:00+02:00');
    const view = (now: string) => ({ ...WORDS, day: dayOf(at(now)) });
    assert.equal(shortTime(time, view('2026-05-05T23:59:59+02:00')), '22:00');
    assert.equal(shortTime(time, view('2026-05-06T00:00:01+02:00')), 'Yesterday');
    assert.equal(shortTime(time, view('2026-05-07T00:00:01+02:00')), '05/05');
  });

  it('G77 another zone of the reader is told by its clock', () => {
    const time = at('2026-05-05T22:00:00+02:00');
    const clock = (): string => format('en', { hour: '2-digit', minute: '2-digit' }, time);
    assert.equal(clock(), '22:00');
    process.env['TZ'] = 'Asia/Shanghai';
    assert.equal(clock(), '04:00');
  });
});
