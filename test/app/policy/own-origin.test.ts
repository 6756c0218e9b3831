import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ownOrigin, type Arrival } from '../../../app/policy/own-origin.ts';

const HERE = { protocol: 'http', address: '203.0.113.5', port: 7001 };
const BARE = 'http://203.0.113.5:7001';

const at = (host: string, over: Partial<Arrival> = {}): Arrival => ({ ...HERE, host, ...over });

describe('app/policy/own-origin', () => {
  it('is the public address, whatever was asked', () => {
    const rule = { publicUrl: 'https://chat.example', hosts: ['office.example'] };
    for (const host of ['chat.example', 'office.example', 'evil.example', ''])
      assert.deepEqual(ownOrigin(rule, at(host)), { origin: 'https://chat.example', isKnown: true });
  });

  it('is the host that was asked where it is listed, with its port or for all', () => {
    const rule = { hosts: ['office.example', 'chat.example:8443'] };
    for (const host of ['office.example', 'office.example:7001', 'chat.example:8443'])
      assert.deepEqual(ownOrigin(rule, at(host)), { origin: `http://${host}`, isKnown: true });
    assert.deepEqual(ownOrigin(rule, at('OFFICE.example', { protocol: 'https' })), { origin: 'https://office.example', isKnown: true });
  });

  it('is the host that was asked where no stranger can have it', () => {
    const names = ['localhost:7001', 'foyer', 'ann-pc:7001', 'printer.local', 'app.localhost:5173', 'chat.internal'];
    const addresses = [
      '127.0.0.1:7001',
      '192.168.1.5:7001',
      '10.0.0.5',
      '172.20.0.3:7001',
      '[::1]:7001',
      '[fd00::5]:7001',
      '203.0.113.5:7001',
    ];
    for (const host of [...names, ...addresses])
      assert.deepEqual(ownOrigin({ hosts: [] }, at(host)), { origin: `http://${host}`, isKnown: true });
  });

  it('G20 is never a host that a stranger may have: the first that is listed, else the address at which the request came in', () => {
    const strangers = [
      'evil.example',
      'evil.example:7001',
      '203.0.113.6',
      '[2001:db8::1]',
      'localhost.evil.example',
      'evil.local.example',
      '127.0.0.1.evil.example',
    ];
    for (const host of [
      ...strangers,
      'office.example.evil.example',
      'office.example:1@evil.example',
      'office.example/.evil.example',
      '',
      ' ',
      'a b',
      '3405803782',
    ]) {
      assert.deepEqual(ownOrigin({ hosts: [] }, at(host)), { origin: BARE, isKnown: false }, host);
      assert.deepEqual(ownOrigin({ hosts: ['office.example'] }, at(host)), { origin: 'http://office.example', isKnown: false }, host);
    }
  });

  it('G20 has no other protocol than http and https', () => {
    for (const protocol of ['javascript', 'ftp', '', 'https://evil.example/'])
      assert.equal(ownOrigin({ hosts: [] }, at('localhost', { protocol })).origin, 'http://localhost', protocol);
  });

  it('writes an address of IPv6 in brackets', () => {
    assert.equal(ownOrigin({ hosts: [] }, at('evil.example', { address: '2001:db8::5' })).origin, 'http://[2001:db8::5]:7001');
  });
});
