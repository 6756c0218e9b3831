import assert from 'node:assert/strict';
import { timesOf } from '../../../plugins/schedule/times.ts';

const [HOUR, DAY] = [3_600_000, 86_400_000];

describe('times of a schedule', () => {
  /** The times of an expression in a zone from a day on, in UTC. */
  function timesIn(timeZone: string, cron: string, { from, count }: { readonly from: string; readonly count: number }): string[] {
    const times = timesOf({ cron, timeZone });
    let at = Date.parse(from);
    return Array.from({ length: count }, () => new Date((at = times.next(at))).toISOString().slice(0, 16));
  }

  it('U13 are by the clock of their zone', () => {
    const first = { from: '2026-11-30T00:00Z', count: 1 };
    assert.deepEqual(timesIn('UTC', '30 4 * * *', first), ['2026-11-30T04:30']);
    assert.deepEqual(timesIn('Asia/Shanghai', '30 4 * * *', first), ['2026-11-30T20:30']);
    assert.deepEqual(timesIn('Asia/Shanghai', '0 9 * * mon', { ...first, count: 2 }), ['2026-11-30T01:00', '2026-12-07T01:00']);
  });

  it('U13 come behind the gap that the clock leaps over', () => {
    const leap = { from: '2026-03-28T12:00Z', count: 2 };
    assert.deepEqual(timesIn('Europe/Berlin', '30 2 * * *', leap), ['2026-03-29T01:00', '2026-03-30T00:30']);
  });

  it('U13 come once where the clock shows them twice: the first time', () => {
    const back = { from: '2026-10-24T12:00Z', count: 2 };
    assert.deepEqual(timesIn('Europe/Berlin', '30 2 * * *', back), ['2026-10-25T00:30', '2026-10-26T01:30']);
  });

  it('U13 of every hour come in both hours of one name, and in no hour that is left out', () => {
    const back = { from: '2026-10-24T23:45Z', count: 4 };
    assert.deepEqual(timesIn('Europe/Berlin', '30 * * * *', back), [
      '2026-10-25T00:30',
      '2026-10-25T01:30',
      '2026-10-25T02:30',
      '2026-10-25T03:30',
    ]);
    const leap = { from: '2026-03-29T00:15Z', count: 3 };
    assert.deepEqual(timesIn('Europe/Berlin', '30 * * * *', leap), ['2026-03-29T00:30', '2026-03-29T01:30', '2026-03-29T02:30']);
  });

  for (const [timeZone, cron, ...changes] of [
    ['Europe/Berlin', '30 2 * * *', '2026-03-29', '2026-10-25'],
    ['America/New_York', '*/30 1,2 * * *', '2026-03-08', '2026-11-01'],
    ['Africa/Cairo', '0 0 * * *', '2026-04-24', '2026-10-30'],
    ['Australia/Lord_Howe', '15 2 * * sun', '2026-04-05', '2026-10-04'],
  ] as const) {
    it(`U13 are good ones around a change of clocks: ${cron} in ${timeZone}`, () => {
      const times = timesOf({ cron, timeZone });
      for (const change of changes) {
        const [from, to] = [Date.parse(change) - 2 * DAY, Date.parse(change) + 3 * DAY];
        for (let at = times.next(from); at < to; at = times.next(at)) {
          assert.deepEqual([times.judge(at, at - 1), times.judge(at, at)], ['waits', 'due'], new Date(at).toISOString());
        }
      }
    });
  }

  it('U13 of another expression, or of a clock that was put back, are stale', () => {
    const times = timesOf({ cron: '0 4 * * *' });
    assert.deepEqual(
      [4 * HOUR, DAY + 4 * HOUR, 5 * HOUR, 9 * DAY + 4 * HOUR].map((dueAt) => times.judge(dueAt, HOUR)),
      ['waits', 'waits', 'stale', 'stale'],
    );
  });
});
