import type { Socket } from 'node:net';

/** What is thrown where the other end of a connection went away, or wrote what is no HTTP. */
const GONE =
  /^(ECONNRESET|EPIPE|ECONNABORTED|ETIMEDOUT|ERR_STREAM_PREMATURE_CLOSE|ERR_STREAM_DESTROYED|ERR_STREAM_UNABLE_TO_PIPE|HPE_\w+)$/;

/** Whether an error says no more than that the client of this connection has left: anybody may do that at any time, and nothing is to be mended. */
export function isGone(error: unknown, { destroyed }: Pick<Socket, 'destroyed'>): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return destroyed && typeof code === 'string' && GONE.test(code);
}
