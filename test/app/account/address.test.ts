import assert from 'node:assert/strict';
import { addressKey } from '../../../app/account/address.ts';

describe('addressKey', () => {
  it('keeps an IPv4 address, also when it comes mapped into IPv6', () => {
    assert.equal(addressKey('192.0.2.7'), '192.0.2.7');
    assert.equal(addressKey('::ffff:192.0.2.7'), '192.0.2.7');
  });

  it('D07 counts an IPv6 address by its /64 network, however it is written', () => {
    const key = addressKey('2001:db8:0:1::1');
    assert.equal(key, '2001:db8:0:1');
    for (const same of ['2001:0DB8:0000:0001:ffff::', '2001:db8:0:1:1:2:3:4', '2001:db8:0:1::9%eth0']) {
      assert.equal(addressKey(same), key, same);
    }
    assert.notEqual(addressKey('2001:db8:0:2::1'), key);
  });

  it('takes the loopback and odd texts as they come', () => {
    assert.equal(addressKey('::1'), '0:0:0:0');
    assert.equal(addressKey(''), '');
  });
});
