import assert from 'node:assert/strict';
import { Passing } from '../../engine/passing.ts';

describe('Passing', () => {
  const filled = (count: number, endsAt: number) => {
    const passing = new Passing<number, number>((end, now) => end <= now);
    for (let key = 0; key < count; key += 1) passing.set(key, endsAt, 0);
    return passing;
  };

  it('keeps what has passed while there is little', () => {
    const passing = filled(9999, 10);
    passing.set(-1, 200, 100);
    assert.equal(passing.size, 10_000);
    assert.equal(passing.get(5), 10);
  });

  it('drops what has passed once there is much, and nothing else', () => {
    const passing = filled(9999, 10);
    passing.set(9999, 101, 0);
    passing.set(-1, 200, 100);
    assert.equal(passing.size, 2);
    assert.equal(passing.get(5), undefined);
    assert.equal(passing.get(9999), 101);
  });

  it('looks again when there is twice as much as was left', () => {
    let looks = 0;
    const passing = new Passing<number, number>((end, now) => {
      looks += 1;
      return end <= now;
    });
    for (let key = 0; key < 20_000; key += 1) passing.set(key, 1000, 0);
    assert.equal(looks, 10_000);
    passing.set(5, 1000, 1000);
    assert.equal(looks, 10_000);
    passing.set(-1, 2000, 1000);
    assert.equal(looks, 30_000);
    assert.equal(passing.size, 1);
  });

  it('forgets a key', () => {
    const passing = filled(2, 10);
    passing.delete(1);
    assert.equal(passing.get(1), undefined);
    assert.equal(passing.size, 1);
  });
});
