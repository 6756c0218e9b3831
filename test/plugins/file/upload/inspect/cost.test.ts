import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { costOf, type PictureHead } from '../../../../../plugins/file/upload/inspect/cost.ts';

const MB = 1e6;
const PLAIN: PictureHead = { format: 'png', isProgressive: false, width: 3460, height: 3460, channels: 3, depth: 'uchar' };

describe('upload/inspect/cost', () => {
  it('G04 is that of the bytes of a pixel, where a format keeps each by itself', () => {
    const deep = { ...PLAIN, channels: 4, depth: 'ushort' } as const;
    assert.deepEqual([costOf(PLAIN, 0), costOf(deep, 0)], [299, 798]);
    assert.equal(costOf({ ...PLAIN, channels: 1 }, 0), 299, 'of grey ones at least that of the format');
    assert.equal(costOf({ ...deep, format: 'jpeg' }, 0), costOf({ ...PLAIN, format: 'jpeg' }, 0));
  });

  it('G04 is that of the bytes of the file too', () => {
    const noise = { ...PLAIN, format: 'webp', width: 2400, height: 2400 } as const;
    assert.deepEqual([costOf(noise, 0), costOf(noise, 13.6 * MB)], [259, 735]);
    const jpeg = { ...PLAIN, format: 'jpeg' } as const;
    assert.ok(costOf({ ...jpeg, isProgressive: true }, MB) > costOf(jpeg, MB));
  });
});
