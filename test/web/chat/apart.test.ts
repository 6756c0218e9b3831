import assert from 'node:assert/strict';
import { apart } from '../../../web/chat/apart.ts';

describe('web/chat/apart', () => {
  for (const name of ['Ann', '小明', 'Ann (2)', '👩‍👩‍👧', '', '12:30'])
    it(`G70 leaves ${JSON.stringify(name)} as it is`, () => assert.equal(apart(name), name));

  for (const name of ['דנה', 'مريم', 'Ann דנה', 'Ann\u200f', 'ߞߊ߲', '𐤀𐤁', '𞤀𞤁'])
    it(`G70 sets ${JSON.stringify(name)} apart`, () => assert.equal(apart(name), `\u2068${name}\u2069`));

  it('G70 takes out what turns what follows, or ends what sets it apart', () => {
    assert.equal(apart('Ann\u202e'), 'Ann');
    assert.equal(apart('דנה\u2069\u202eAnn\u2066'), '\u2068דנהAnn\u2069');
  });
});
