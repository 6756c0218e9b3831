import { createECDH, createHash } from 'node:crypto';

/** The pair of keys that a push service knows this installation by, base64url. */
export interface VapidKeys {
  /** What a browser subscribes with: an uncompressed point of P-256. */
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The keys of a secret text: the same on every node and after each start. */
export function vapidKeys(secret: string): VapidKeys {
  const pair = createECDH('prime256v1');
  const privateKey = createHash('sha256').update(`vapid:${secret}`).digest();
  pair.setPrivateKey(privateKey);
  return { publicKey: pair.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') };
}
