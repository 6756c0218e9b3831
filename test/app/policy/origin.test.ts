import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isOriginAllowed } from '../../../app/policy/origin.ts';

const strict = { allowed: ['https://shop.example', 'http://intranet:8080/'], publicUrl: 'https://chat.example', loopback: false };

describe('app/policy/origin', () => {
  it('allows no Origin at all: native apps send none', () => {
    assert.ok(isOriginAllowed(strict, undefined));
    assert.ok(isOriginAllowed(strict, ''));
  });

  it('allows the origins that are listed, and the public address', () => {
    for (const origin of ['https://shop.example', 'http://intranet:8080', 'https://chat.example'])
      assert.ok(isOriginAllowed(strict, origin), origin);
  });

  it('allows a page of the host it talks to', () => {
    assert.ok(isOriginAllowed(strict, 'http://10.0.0.5:7001', '10.0.0.5:7001'));
    assert.equal(isOriginAllowed(strict, 'http://10.0.0.5:7002', '10.0.0.5:7001'), false);
  });

  it('D20 refuses every other origin', () => {
    const others = [
      'null',
      'file://',
      'https://evil.example',
      'http://shop.example',
      'https://shop.example:444',
      'https://shop.example.evil.example',
      'https://evilshop.example',
      'chrome-extension://chat.example',
      'garbage',
      'http://localhost:5173',
      'http://127.0.0.1',
    ];
    for (const origin of others) assert.equal(isOriginAllowed(strict, origin, 'chat.example'), false, origin);
  });

  it('allows pages of this machine where that is on', () => {
    const local = { allowed: [], loopback: true };
    for (const origin of ['http://localhost:5173', 'http://127.0.0.1:8080', 'http://[::1]:3000', 'http://app.localhost']) {
      assert.ok(isOriginAllowed(local, origin), origin);
    }
    for (const origin of ['null', 'http://localhost.evil.example', 'http://127.0.0.1.evil.example', 'http://192.168.0.7']) {
      assert.equal(isOriginAllowed(local, origin), false, origin);
    }
  });

  it('allows every page with *, but still not null', () => {
    const open = { allowed: ['*'], loopback: false };
    assert.ok(isOriginAllowed(open, 'https://any.example'));
    assert.equal(isOriginAllowed(open, 'null'), false);
  });
});
