import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { mayRead } from '../../../plugins/metrics/reader.ts';

const local = { address: '127.0.0.1', isForwarded: false, authorization: '' };

describe('plugins/metrics/reader', () => {
  it('lets this machine read where there is no token', () => {
    for (const address of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])
      assert.ok(mayRead({ ...local, address }, undefined), address);
    for (const address of ['10.0.0.1', '::ffff:10.0.0.1', '1127.0.0.1', '', undefined])
      assert.equal(mayRead({ ...local, address }, undefined), false);
  });

  it('does not take a proxy on this machine for this machine', () => {
    assert.equal(mayRead({ ...local, isForwarded: true }, undefined), false);
  });

  it('lets only the token read where there is one', () => {
    const far = { address: '10.0.0.1', isForwarded: true };
    assert.ok(mayRead({ ...far, authorization: 'Bearer s3cret' }, 's3cret'));
    for (const authorization of ['', 's3cret', 'Bearer s3cre', 'Bearer s3cret ', 'Bearer ']) {
      assert.equal(mayRead({ ...local, authorization }, 's3cret'), false, authorization);
    }
  });
});
