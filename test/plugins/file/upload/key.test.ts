import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { keyOf, thumbKeyOf } from '../../../../plugins/file/upload/key.ts';

const UUID = '2f99bf9c-6c08-4950-918b-4154136d6197';

describe('upload/key', () => {
  it('spreads files over folders', () => {
    assert.equal(keyOf(UUID), `2f/${UUID}`);
    assert.equal(thumbKeyOf(UUID), `2f/${UUID}.thumb`);
  });
});
