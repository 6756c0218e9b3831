import { createHash, timingSafeEqual } from 'node:crypto';

/** What a visitor's client signs. */
export interface SignedDevice {
  readonly deviceId: string;
  /** Milliseconds since 1970, by the client's clock. */
  readonly timestamp: number;
}

/** What both sides know; it ships in the client, so it proves nothing about who is calling (D04). */
export interface SignatureKey {
  readonly salt: string;
  readonly secret: string;
}

const HEX_SHA256 = /^[0-9a-f]{64}$/i;

/** The signature of the published client: hex sha256 over the sorted parameters and the secret. */
export function signatureOf({ deviceId, timestamp }: SignedDevice, { salt, secret }: SignatureKey): string {
  return createHash('sha256').update(`deviceId=${deviceId}&salt=${salt}&timestamp=${timestamp}${secret}`).digest('hex');
}

/** Compares without telling by its time how much was right. */
export function isSignature(given: string, signed: SignedDevice, key: SignatureKey): boolean {
  if (!HEX_SHA256.test(given)) return false;
  return timingSafeEqual(Buffer.from(given, 'hex'), Buffer.from(signatureOf(signed, key), 'hex'));
}
