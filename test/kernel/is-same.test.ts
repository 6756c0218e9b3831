import assert from 'node:assert/strict';
import { isSame } from '#kernel';

describe('kernel/is-same', () => {
  it('tells equal texts from others, of whatever length', () => {
    assert.ok(isSame('signature', 'signature'));
    for (const other of ['', 'signaturf', 'signatur', 'signature ', '签名签名签']) assert.ok(!isSame('signature', other), other);
  });
});
