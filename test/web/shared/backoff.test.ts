import assert from 'node:assert/strict';
import { pause } from '../../../web/shared/backoff.ts';

describe('web/shared/backoff', () => {
  it('draws from 0.5 s to a bound that doubles up to 30 s', () => {
    const most = [0, 1, 2, 3, 4, 5, 6, 50].map((attempt) => pause(attempt, () => 1));
    assert.deepEqual(most, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    for (let attempt = 0; attempt < 50; attempt++)
      assert.equal(
        pause(attempt, () => 0),
        500,
      );
  });

  it('spreads a crowd over the whole span', () => {
    const drawn = Array.from({ length: 1000 }, () => pause(5, Math.random));
    const quarters = [0, 1, 2, 3].map((n) => drawn.filter((ms) => Math.floor((ms - 500) / 7375.1) === n).length);
    for (const count of quarters) assert.ok(count > 150, `a quarter of the span holds ${count} of 1000`);
  });
});
