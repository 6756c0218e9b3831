import { createHash } from 'node:crypto';
import { isSame } from '#kernel';

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

/** The signature of the published client: hex sha256 over the sorted parameters and the secret. */
export function signatureOf({ deviceId, timestamp }: SignedDevice, { salt, secret }: SignatureKey): string {
  return createHash('sha256').update(`deviceId=${deviceId}&salt=${salt}&timestamp=${timestamp}${secret}`).digest('hex');
}

/** Whether a signature is right, in capital letters too. */
export function isSignature(given: string, signed: SignedDevice, key: SignatureKey): boolean {
  return isSame(given.toLowerCase(), signatureOf(signed, key));
}
