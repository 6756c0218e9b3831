import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOpen } from '../src/hours.ts';

const hours = { timeZone: 'Europe/Berlin', days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };

describe('hours', () => {
  for (const [time, open] of [
    ['2026-11-30T07:59:00Z', false],
    ['2026-11-30T08:00:00Z', true],
    ['2026-11-30T16:59:59Z', true],
    ['2026-11-30T17:00:00Z', false],
    ['2026-11-29T10:00:00Z', false],
    // An hour earlier by the clocks of summer.
    ['2026-07-01T07:00:00Z', true],
    ['2026-07-01T16:00:00Z', false],
  ] as const) {
    it(`${time} is ${open ? 'open' : 'closed'}`, () => assert.equal(isOpen(Date.parse(time), hours), open));
  }

  it('goes by the day of the zone', () => {
    const sunday = Date.parse('2026-11-29T23:30:00Z');
    assert.equal(isOpen(sunday, { ...hours, timeZone: 'Asia/Shanghai', from: '07:00' }), true);
  });
});
