import assert from 'node:assert/strict';
import { Pace } from '../../../../app/messaging/gateway/pace.ts';

describe('Pace', () => {
  it('lets a key through once per interval, and a refused try does not prolong it', () => {
    const pace = new Pace(2000);
    assert.deepEqual(
      [0, 1, 1999, 2000, 3999, 4000].map((now) => pace.take('a', now)),
      [true, false, false, true, false, true],
    );
    assert.equal(pace.take('b', 1), true);
  });

  it('forgets keys that are free again', () => {
    const pace = new Pace(1000);
    for (let key = 0; key < 10_000; key += 1) pace.take(String(key), 0);
    assert.equal(pace.take('one more', 1500), true);
    assert.equal(pace.take('1', 1500), true);
    assert.equal(pace.take('one more', 1500), false);
  });
});
