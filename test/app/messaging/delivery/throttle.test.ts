import assert from 'node:assert/strict';
import { Throttle } from '../../../../app/messaging/delivery/throttle.ts';

describe('Throttle', () => {
  it('allows so many uses per window and says how long to wait', () => {
    const throttle = new Throttle({ points: 2, window: 1000 });
    assert.equal(throttle.take(1, 5000), 0);
    assert.equal(throttle.take(1, 5400), 0);
    assert.equal(throttle.take(1, 5500), 500);
    assert.equal(throttle.take(2, 5500), 0);
  });

  it('D07 is not prolonged by refused uses', () => {
    const throttle = new Throttle({ points: 1, window: 1000 });
    throttle.take(1, 0);
    for (let at = 100; at < 1000; at += 100) assert.equal(throttle.take(1, at), 1000 - at);
    assert.equal(throttle.take(1, 1000), 0);
  });

  it('forgets windows that are over once there are many', () => {
    const throttle = new Throttle({ points: 1, window: 10 });
    for (let key = 0; key < 10_000; key += 1) throttle.take(key, 0);
    throttle.take(-1, 100);
    assert.equal(throttle.used(5), 0);
    assert.equal(throttle.used(-1), 1);
  });
});
