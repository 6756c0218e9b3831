import assert from 'node:assert/strict';
import { ServerClock } from '../../../web/shared/server-clock.ts';

describe('web/shared/server-clock', () => {
  it('G77 follows what was told last, and says so where one of the clocks was set', () => {
    const changes: number[] = [];
    let now = 1_000_000;
    const clock = new ServerClock({ environment: { now: () => now }, changed: (skew) => changes.push(skew) });
    assert.equal(clock.at(now), now, 'before anything was told');
    clock.told(now + 200);
    assert.equal(clock.at(now), now + 200);
    assert.deepEqual(changes, [], 'the way of a frame is no other clock');
    const real = now + 30_000;
    now = real + 3_600_000;
    clock.told(real);
    assert.equal(clock.at(now), real);
    assert.deepEqual(changes, [-3_600_000]);
  });
});
