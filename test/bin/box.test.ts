import assert from 'node:assert/strict';
import { box } from '../../bin/box.ts';

describe('box', () => {
  it('frames lines of any length', () => {
    assert.equal(box(['one', '', 'three']), ['┌───────┐', '│ one   │', '│       │', '│ three │', '└───────┘'].join('\n'));
  });
});
