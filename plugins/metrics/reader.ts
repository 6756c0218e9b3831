import { createHash, timingSafeEqual } from 'node:crypto';

/** Who asks for the metrics. */
export interface Reader {
  /** Address of the connection itself, not what a proxy says. */
  readonly address: string | undefined;
  /** Whether a proxy forwarded the request: then its address says nothing about who asks. */
  readonly isForwarded: boolean;
  readonly authorization: string;
}

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** Whether the metrics may be read: with the token where one is configured, else from this machine and not through a proxy. */
export function mayRead(reader: Reader, token: string | undefined): boolean {
  if (token !== undefined) return isEqual(reader.authorization, `Bearer ${token}`);
  return !reader.isForwarded && LOOPBACK.test(reader.address ?? '');
}

/** Takes the same time whatever differs. */
function isEqual(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
