import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a receiver holds a request against. */
export interface Check {
  readonly secret: string;
  /** Seconds that the request may be old. */
  readonly age?: number;
}

/** What Foyer signs: the time in seconds, a dot and the body as it was sent, by HMAC-SHA256. */
export function signatureOf(body: string, time: number, secret: string): Buffer {
  return createHmac('sha256', secret).update(`${time}.${body}`).digest();
}

/** Whether the header `foyer-signature` of a request is Foyer's, and fresh. The body is the text as it came, before it is parsed. */
export function isSigned(body: string, header: string, { secret, age = 300 }: Check): boolean {
  const [, time, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (time === undefined || given === undefined) return false;
  const isFresh = Math.abs(Date.now() / 1000 - Number(time)) <= age;
  // Compares all of it, however early it differs: nobody learns from the time that it takes.
  return timingSafeEqual(signatureOf(body, Number(time), secret), Buffer.from(given, 'hex')) && isFresh;
}
