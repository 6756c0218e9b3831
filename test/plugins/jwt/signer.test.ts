import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { describe, it } from 'mocha';
import { TokenSigner, type Claims } from '../../../plugins/jwt/signer.ts';

const SECRET = 'a secret that is long enough for every test';
const NOW = 1_700_000_000;
const claims: Claims = { sub: 42, sid: 7, role: 'visitor', iat: NOW, exp: NOW + 60 };
const wire = { ...claims, sub: '42' };

function forged(payload: object | string, options: jwt.SignOptions = {}, secret: string = SECRET): string {
  return jwt.sign(payload, secret, options);
}

describe('plugins/jwt/signer', () => {
  const signer = new TokenSigner(SECRET);

  it('D01 carries user, session, role and times, and nothing else', () => {
    const token = signer.sign({ ...claims, username: 'eve', password: 'hash' } as Claims);
    assert.deepEqual(jwt.decode(token), wire);
    assert.deepEqual(signer.verify(token, NOW * 1000), claims);
  });

  it('D03 expires at its second, by the clock given', () => {
    const token = signer.sign(claims);
    assert.deepEqual(signer.verify(token, claims.exp * 1000 - 1), claims);
    assert.throws(() => signer.verify(token, claims.exp * 1000), { name: 'TokenError', code: 'token_expired' });
    assert.throws(() => signer.verify(token), { code: 'token_expired' });
  });

  it('refuses a token of another secret, also when it is expired', () => {
    const token = forged(wire, {}, 'another secret that is long enough too');
    assert.throws(() => signer.verify(token, NOW * 1000), { code: 'token_invalid' });
    assert.throws(() => signer.verify(token), { code: 'token_invalid' });
  });

  it('refuses every algorithm but its own', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const tokens = [
      forged(wire, { algorithm: 'HS384' }),
      forged(wire, { algorithm: 'none' }, ''),
      jwt.sign(wire, privateKey, { algorithm: 'RS256' }),
    ];
    for (const token of tokens) assert.throws(() => signer.verify(token, NOW * 1000), { code: 'token_invalid' });
  });

  it('refuses a signed token with other claims than ours', () => {
    const { exp: _, ...endless } = wire;
    const payloads = [
      endless,
      { ...wire, sub: 42 },
      { ...wire, sub: 'x' },
      { ...wire, sid: 0 },
      { ...wire, admin: true },
      { exp: wire.exp },
    ];
    for (const payload of payloads)
      assert.throws(() => signer.verify(forged(payload), NOW * 1000), { code: 'token_invalid' }, JSON.stringify(payload));
    assert.throws(() => signer.verify(forged('text'), NOW * 1000), { code: 'token_invalid' });
  });

  it('D21 refuses whatever is no token', () => {
    const good = signer.sign(claims);
    for (const text of [
      '',
      'x',
      'a.b.c',
      `${good}x`,
      good.slice(0, -2),
      `${good.split('.').slice(0, 2).join('.')}.`,
      'x'.repeat(100_000),
      '\u0000',
      '..',
    ]) {
      assert.throws(() => signer.verify(text, NOW * 1000), { name: 'TokenError', code: 'token_invalid' });
    }
  });
});
