import assert from 'node:assert/strict';
import { Ranges } from '../../../../app/messaging/journal/ranges.ts';

const filled = (...pairs: [number, number][]): Ranges => {
  const ranges = new Ranges();
  for (const [from, to] of pairs) ranges.add(from, to);
  return ranges;
};

describe('Ranges', () => {
  it('joins what touches, in any order', () => {
    for (const order of [
      [1, 2, 3],
      [3, 2, 1],
      [1, 3, 2],
      [2, 1, 3],
    ]) {
      const ranges = new Ranges();
      for (const value of order) ranges.add(value);
      assert.deepEqual(ranges.first, [1, 3]);
    }
  });

  it('keeps a hole open until it is filled', () => {
    const ranges = filled([1, 2], [5, 6], [9, 9]);
    assert.deepEqual(ranges.first, [1, 2]);
    assert.equal(ranges.has(3), false);
    ranges.add(3, 8);
    assert.deepEqual(ranges.first, [1, 9]);
  });

  it('drops up to a value, inside a range too', () => {
    const ranges = filled([1, 4], [6, 8]);
    ranges.dropUpTo(2);
    assert.deepEqual(ranges.first, [3, 4]);
    ranges.dropUpTo(5);
    assert.deepEqual(ranges.first, [6, 8]);
    ranges.dropUpTo(8);
    assert.equal(ranges.isEmpty, true);
  });

  it('holds exactly what was added, in 200 random orders', () => {
    for (let round = 0; round < 200; round += 1) {
      const ranges = new Ranges();
      const values = new Set(Array.from({ length: 60 }, () => 1 + Math.floor(Math.random() * 80)));
      for (const value of values) ranges.add(value);
      for (let value = 0; value <= 82; value += 1) assert.equal(ranges.has(value), values.has(value), `round ${round}, value ${value}`);
    }
  });
});
