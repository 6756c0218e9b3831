import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a refused client may go on sending, so that it reads the answer: bytes and ms. Then the connection is cut. */
const LINGER = { bytes: 16 * 1024 * 1024, ms: 2000 };

/** Before a refusal is answered: a client that is still sending does not look for an answer, so what comes is thrown away for a while. */
export async function linger(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return;
  const timer = new AbortController();
  const over = new Promise<void>((resolve) => {
    let left = LINGER.bytes;
    request.on('data', (chunk: Buffer) => (left -= chunk.length) < 0 && resolve());
    finished(request, () => resolve());
  });
  request.resume();
  await Promise.race([over, sleep(LINGER.ms, undefined, { signal: timer.signal })]);
  timer.abort();
}
