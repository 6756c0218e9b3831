import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { addressKey, clientAddress } from '../../../app/account/address.ts';

describe('clientAddress', () => {
  const request = (remoteAddress: string | undefined, forwarded?: string): Pick<IncomingMessage, 'headers' | 'socket'> =>
    ({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }) as unknown as IncomingMessage;
  const one = { proxy: true, maxIpsCount: 1 };

  it('is that of the connection where no proxy is believed', () => {
    assert.equal(clientAddress(request('192.0.2.7', '10.0.0.1'), { ...one, proxy: false }), '192.0.2.7');
    assert.equal(clientAddress(request(undefined), { ...one, proxy: false }), '');
  });

  it('G107 is never IPv4 written as IPv6', () => {
    assert.equal(clientAddress(request('::ffff:192.0.2.7'), { ...one, proxy: false }), '192.0.2.7');
    assert.equal(clientAddress(request('::1', '::FFFF:192.0.2.7'), one), '192.0.2.7');
    assert.equal(clientAddress(request('::1'), one), '::1');
    for (const written of ['::ffff:c000:207', '0:0:0:0:0:FFFF:192.0.2.7', '[::ffff:192.0.2.7]:5123'])
      assert.equal(clientAddress(request('::1', written), one), '192.0.2.7', written);
    assert.equal(clientAddress(request('2001:db8:ffff::1'), { ...one, proxy: false }), '2001:db8:ffff::1');
  });

  it('G25 is what the proxies say, and no more of them than there are', () => {
    const list = '6.6.6.6, 192.0.2.7, 10.0.0.9';
    assert.equal(clientAddress(request('127.0.0.1', list), one), '10.0.0.9');
    assert.equal(clientAddress(request('127.0.0.1', list), { ...one, maxIpsCount: 2 }), '192.0.2.7');
    assert.equal(clientAddress(request('127.0.0.1', list), { ...one, maxIpsCount: 0 }), '6.6.6.6');
    assert.equal(clientAddress(request('127.0.0.1', '192.0.2.7'), { ...one, maxIpsCount: 2 }), '192.0.2.7');
  });

  it('G25 reads addresses with ports and brackets, and takes nothing that is no address', () => {
    for (const [said, address] of [
      ['192.0.2.7:5123', '192.0.2.7'],
      ['[2001:db8::1]:5123', '2001:db8::1'],
      ['[2001:db8::1]', '2001:db8::1'],
      ['unknown', '127.0.0.1'],
      ['192.0.2.7; DROP', '127.0.0.1'],
      ['', '127.0.0.1'],
    ] as const)
      assert.equal(clientAddress(request('127.0.0.1', said), one), address, said);
  });
});

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
