import assert from 'node:assert/strict';
import { Ranges } from '../../../web/shared/ranges.ts';

describe('web/shared/ranges', () => {
  it('joins what touches or overlaps', () => {
    const ranges = new Ranges();
    for (const [from, to] of [
      [5, 6],
      [1, 2],
      [8, 9],
      [7, 7],
      [3, 3],
      [1, 9],
      [20, 10],
    ] as const)
      ranges.add(from, to);
    assert.deepEqual(ranges.list, [{ from: 1, to: 9 }]);
  });

  it('names the first hole', () => {
    const ranges = new Ranges();
    assert.equal(ranges.hole(), null);
    ranges.add(1, 3);
    assert.equal(ranges.hole(), null);
    ranges.add(9, 9);
    ranges.add(6, 6);
    assert.deepEqual(ranges.hole(), { from: 4, to: 5 });
  });

  it('equals a set of numbers after any additions and cuts', () => {
    for (let round = 0; round < 300; round++) {
      const ranges = new Ranges();
      let model = new Set<number>();
      for (let step = 0; step < 12; step++) {
        const [from, length] = [random(40), random(6)];
        if (random(6) === 0) {
          ranges.keep(from, from + 20);
          model = new Set([...model].filter((n) => n >= from && n <= from + 20));
        } else {
          ranges.add(from, from + length);
          model = new Set([...model, ...Array.from({ length: length + 1 }, (_, i) => from + i)]);
        }
      }
      const members = Array.from({ length: 60 }, (_, n) => n).filter((n) => ranges.has(n));
      assert.deepEqual(
        members,
        [...model].toSorted((a, b) => a - b),
      );
      assert.equal(ranges.last, members.at(-1) ?? 0);
      assert.equal(ranges.first, members[0] ?? 0);
      for (const [a, b] of ranges.list.slice(1).map((range, i) => [ranges.list[i]!, range] as const)) assert.ok(a.to + 1 < b.from);
    }
  });
});

function random(below: number): number {
  return 1 + Math.floor(Math.random() * below);
}
