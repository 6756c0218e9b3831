import assert from 'node:assert/strict';
import { traitsOf } from '../../../web/shared/kinds.ts';

describe('web/shared/kinds', () => {
  it('U10 nobody but the system writes to system, and of two nobody is counted', () => {
    assert.deepEqual(
      ['single', 'group', 'system'].map((kind) => [traitsOf(kind).isWritten, traitsOf(kind).isMany, traitsOf(kind).page]),
      [
        [true, false, 'contacts'],
        [true, true, 'groups'],
        [false, false, null],
      ],
    );
  });

  it('U10 a kind of a unit is one of many, and leads to no page', () => {
    for (const kind of ['circle', 'constructor', '']) assert.deepEqual([traitsOf(kind).isMany, traitsOf(kind).page], [true, null]);
  });
});
