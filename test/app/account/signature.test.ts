import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { isSignature, signatureOf } from '../../../app/account/signature.ts';

const SIGNED = { deviceId: '8d1a344c-bf16-5425-adbc-d12f49cfa332', timestamp: 1_752_835_449_008 };
const KEY = { salt: 'pepper', secret: 'APP_SECRET' };

describe('signature of a visitor client', () => {
  it('is the sha256 that the published client computes', () => {
    const text = 'deviceId=8d1a344c-bf16-5425-adbc-d12f49cfa332&salt=pepper&timestamp=1752835449008APP_SECRET';
    assert.equal(signatureOf(SIGNED, KEY), createHash('sha256').update(text).digest('hex'));
  });

  it('is accepted in either case of its hex digits', () => {
    assert.equal(isSignature(signatureOf(SIGNED, KEY), SIGNED, KEY), true);
    assert.equal(isSignature(signatureOf(SIGNED, KEY).toUpperCase(), SIGNED, KEY), true);
  });

  it('is refused when anything of it differs', () => {
    const right = signatureOf(SIGNED, KEY);
    assert.equal(isSignature(right, { ...SIGNED, deviceId: 'other' }, KEY), false);
    assert.equal(isSignature(right, { ...SIGNED, timestamp: SIGNED.timestamp + 1 }, KEY), false);
    assert.equal(isSignature(right, SIGNED, { ...KEY, salt: '' }), false);
    assert.equal(isSignature(right, SIGNED, { ...KEY, secret: '' }), false);
    for (const given of ['', 'zz', right.slice(1), `${right}0`, `${right.slice(0, -2)}zz`]) {
      assert.equal(isSignature(given, SIGNED, KEY), false, given);
    }
  });
});
