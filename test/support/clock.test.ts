import assert from 'node:assert/strict';
import { Clock } from './clock.ts';

describe('test/support/clock', () => {
  it('moves what Date tells, until it is reset', () => {
    const clock = new Clock();
    try {
      const before = Date.now();
      clock.advance(3_600_000);
      assert.ok(Date.now() - before >= 3_600_000 && Date.now() - before < 3_601_000);
    } finally {
      clock.reset();
    }
    assert.ok(Math.abs(Date.now() - performance.timeOrigin - performance.now()) < 60_000);
  });
});
