import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'mocha';
import { weaknessOf } from '../../config/secret.ts';

/** Random bytes that are the same at each run: a rule that refuses one secret of 100,000 is found always or never. */
function* bytesOf(seed: string): Generator<number, never> {
  for (let block = 0; ; block += 1) yield* createHash('sha256').update(`${seed} ${block}`).digest();
}

/** As many characters out of an alphabet, each as likely. */
function pick(bytes: Generator<number, never>, alphabet: string, length: number): string {
  const fair = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    const byte = bytes.next().value;
    if (byte < fair) text += alphabet[byte % alphabet.length] ?? '';
  }
  return text;
}

const take = (bytes: Generator<number, never>, length: number): Buffer => Buffer.from(Array.from({ length }, () => bytes.next().value));

const SMALL = 'abcdefghijklmnopqrstuvwxyz0123456789';
const LETTERS = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${SMALL}`;

/** What generators make, by what they are called with. */
const GENERATED: Readonly<Record<string, (bytes: Generator<number, never>) => string>> = {
  'openssl rand -base64 32': (bytes) => take(bytes, 32).toString('base64'),
  'openssl rand -base64 24': (bytes) => take(bytes, 24).toString('base64'),
  'openssl rand -hex 16': (bytes) => take(bytes, 16).toString('hex'),
  base64url: (bytes) => take(bytes, 32).toString('base64url'),
  uuidgen: (bytes) =>
    take(bytes, 16)
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  pwgen: (bytes) => pick(bytes, LETTERS, 32),
  'pwgen --no-capitalize': (bytes) => pick(bytes, SMALL, 32),
  'of this house': (bytes) => `foyer-secret-${take(bytes, 32).toString('base64url')}`,
};

/** One of some 60,000 texts in base64 of 24 bytes has next to no digits. */
const FEW_DIGITS = 'xATQULPJ/GVrvaovopSNDO/PICEAEQFV';

const WEAK = [
  'short',
  'x',
  '',
  'Zk3r0s8vQ1n5mYt7uXb2wLq9pHf4gJd',
  '鍵'.repeat(10),
  'a'.repeat(40),
  'ab'.repeat(20),
  'abc123'.repeat(8),
  '0'.repeat(64),
  '鍵'.repeat(20),
  'password-password-password-password',
  'Passw0rd!Passw0rd!Passw0rd!Passw0rd!',
  'secret_SECRET_Secret_secret_SECRET_1',
  'abcdefghijklmnopqrstuvwxyz0123456789',
  '0123456789012345678901234567890123456789',
  '0123456789abcdef0123456789abcdef',
  'qwertyuiopasdfghjklzxcvbnm1234567890',
  'zyxwvutsrqponmlkjihgfedcba9876543210',
  'please-change-me-please-change-me-1',
  'dev-only-dev-only-dev-only-dev-only',
  'your_jwt_secret_your_jwt_secret_12',
  'your-256-bit-secret-your-256-bit-secret',
  'a-string-secret-at-least-256-bits-long',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
  'this is a very long secret for my server',
  'the quick brown fox jumps over the lazy dog',
  'correct horse battery staple',
  '2026-01-01-2026-01-02-2026-01-03-2026-01-04',
  'my-super-secret-jwt-token-with-at-least-32-chars',
  '5f4dcc3b5aa765d61d8327deb882cf99',
  'E10ADC3949BA59ABBE56E057F20F883E',
  'MySuperSecretJwtTokenForProduction!!',
  'ACMEcompany2026chatplatformsecretkey',
];

describe('config/secret', () => {
  it('G18 refuses what is short, repeated, in a row, well known or plain words', () => {
    for (const secret of WEAK) assert.notEqual(weaknessOf(secret), undefined, secret);
  });

  it('G18 counts bytes, and says how many there are', () => {
    assert.equal(weaknessOf('short'), 'has 5 bytes, of at least 32');
    assert.match(weaknessOf('鍵'.repeat(10)) ?? '', /^has 30 bytes/);
  });

  it('G18 does not repeat the secret', () => {
    for (const secret of WEAK.filter((text) => text.length > 3)) assert.ok(!weaknessOf(secret)?.includes(secret), secret);
  });

  for (const [name, make] of Object.entries(GENERATED)) {
    it(`G18 takes what is made by ${name}`, () => {
      const bytes = bytesOf(name);
      for (let tries = 0; tries < 1000; tries += 1) {
        const secret = make(bytes);
        assert.equal(weaknessOf(secret), undefined, secret);
      }
    });
  }

  it('G18 takes random text that has next to no digits', () => {
    assert.equal(weaknessOf(FEW_DIGITS), undefined);
  });
});
