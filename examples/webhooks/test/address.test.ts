import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { post, refusalOf } from '../src/post.ts';
import { isPublicAddress } from '../src/public-address.ts';

describe('addresses', () => {
  it('are public, or of somebody’s own network', () => {
    const own = ['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '255.255.255.255'];
    const own6 = [
      '::1',
      '::',
      'fe80::1',
      'fd00::1',
      '::ffff:10.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::a00:1',
      '2002:a00:1::',
      '2001:db8::1',
      'ff02::1',
    ];
    for (const address of [...own, ...own6]) assert.equal(isPublicAddress(address), false, address);
    for (const address of ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111'])
      assert.equal(isPublicAddress(address), true, address);
  });

  it('of servers are https, without a password, and private only where they are named', () => {
    const named = ['crm.internal', '::1'];
    for (const url of ['https://shop.example/hooks', 'http://crm.internal/', 'http://[::1]:8080/'])
      assert.equal(refusalOf(url, named), undefined, url);
    for (const [url, why] of [
      ['shop.example', /no address/],
      ['http://shop.example/', /not https/],
      ['ftp://crm.internal/', /neither/],
      ['https://me:secret@shop.example/', /password/],
      ['https://127.0.0.1/', /no public address/],
      // 10.0.0.7, in other words.
      ['https://167772167/', /10\.0\.0\.7 is no public address/],
      ['https://0x0a.7/', /10\.0\.0\.7 is no public address/],
      ['https://[::ffff:10.0.0.7]/', /no public address/],
    ] as const)
      assert.match(refusalOf(url, named) ?? 'it is called', why, url);
  });

  it('are looked at when the connection is made: a name that leads into the own network is not called', async () => {
    const call = post({ url: 'https://localhost/', headers: {}, body: '' }, { privateHosts: [], signal: AbortSignal.timeout(5000) });
    await assert.rejects(call, /localhost leads to (127\.0\.0\.1|::1), which is no public address/);
  });
});
