import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { LinkSigner } from '../../../app/upload/link.ts';

const ONE = '2f99bf9c-6c08-4950-918b-4154136d6197';
const OTHER = 'c1225b12-956b-4531-9fae-5f6816e207e7';
const NOW = 1_800_000_000_000;

describe('upload/link', () => {
  const signer = new LinkSigner('secret');

  it('opens the file that it was made for, and no other', () => {
    const { sign } = signer.sign(ONE);
    assert.equal(signer.isGood(ONE, { sign, expires: undefined }, NOW), true);
    assert.equal(signer.isGood(OTHER, { sign, expires: undefined }, NOW), false);
  });

  it('ends when it says so', () => {
    const { sign, expires } = signer.sign(ONE, NOW + 1);
    assert.equal(signer.isGood(ONE, { sign, expires: String(expires) }, NOW), true);
    assert.equal(signer.isGood(ONE, { sign, expires: String(expires) }, NOW + 1), false);
  });

  it('cannot be given another end, or none', () => {
    const { sign } = signer.sign(ONE, NOW + 1);
    for (const expires of [String(NOW + 2), undefined, '', '0', `${NOW + 1} `, ['1', '2'], '1e15'])
      assert.equal(signer.isGood(ONE, { sign, expires }, NOW), false, String(expires));
  });

  it('takes no other text, and no list of texts', () => {
    const { sign } = signer.sign(ONE);
    for (const forged of ['', 'x', sign.slice(1), `${sign}=`, sign.toLowerCase(), [sign], undefined, null, 7])
      assert.equal(signer.isGood(ONE, { sign: forged, expires: undefined }, NOW), false, String(forged));
  });

  it('rests on its secret', () => {
    const { sign } = new LinkSigner('other').sign(ONE);
    assert.equal(signer.isGood(ONE, { sign, expires: undefined }, NOW), false);
  });
});
