import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { rangeOf } from '../../../../plugins/file/upload/range.ts';

describe('upload/range', () => {
  const cases: readonly [header: string, range: readonly [number, number] | null | undefined][] = [
    ['bytes=0-0', [0, 0]],
    ['bytes=0-9', [0, 9]],
    ['bytes=0-99', [0, 9]],
    ['bytes=3-', [3, 9]],
    ['bytes=9-', [9, 9]],
    ['bytes=-4', [6, 9]],
    ['bytes=-99', [0, 9]],
    ['BYTES=1-2', [1, 2]],
    ['bytes=10-', null],
    ['bytes=10-20', null],
    ['bytes=-0', null],
    ['', undefined],
    ['bytes=-', undefined],
    ['bytes=5-2', undefined],
    ['bytes=0-1,4-5', undefined],
    ['bytes=a-b', undefined],
    ['bytes= 1-2', undefined],
    ['items=0-1', undefined],
    ['bytes=0-99999999999999999999', undefined],
  ];

  for (const [header, range] of cases) {
    it(`reads ${JSON.stringify(header)} of ten bytes`, () => {
      assert.deepEqual(rangeOf(header, 10), range && { from: range[0], to: range[1] });
    });
  }

  it('has no part of an empty file', () => {
    assert.equal(rangeOf('bytes=0-', 0), null);
    assert.equal(rangeOf('bytes=-1', 0), null);
  });
});
