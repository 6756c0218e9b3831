import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestApp } from './app.ts';
import { until } from './wait.ts';

const WITHIN = 5000;

/** All that were opened: a test that fails must not hold the process. */
const opened = new Set<net.Socket>();

after(() => opened.forEach((socket) => socket.destroy()));

/** A client that writes what it likes, byte by byte, and reads when it likes. */
export class RawClient {
  readonly socket: net.Socket;
  /** What was read so far, each byte a character. */
  text = '';
  /** Bytes that were read so far. */
  read = 0;
  /** Why the connection broke, if it did not just end. */
  error: NodeJS.ErrnoException | undefined;

  private constructor(socket: net.Socket) {
    this.socket = socket;
    opened.add(socket);
    socket.on('data', (data) => {
      this.read += data.length;
      this.text = (this.text + data.toString('latin1')).slice(0, 10_000);
    });
    socket.on('error', (error) => (this.error = error));
    socket.once('close', () => opened.delete(socket));
  }

  /** Connects, and waits until it is; a stubborn one goes on writing when the other side has ended. */
  static async open({ url }: Pick<TestApp, 'url'>, { isStubborn = false } = {}): Promise<RawClient> {
    const { hostname, port } = new URL(url);
    const client = new RawClient(net.connect({ host: hostname, port: Number(port), noDelay: true, allowHalfOpen: isStubborn }));
    await once(client.socket, 'connect');
    return client;
  }

  /** The first line of the answer, once it is there. */
  async status(within = WITHIN): Promise<string> {
    await until(() => this.text.includes('\r\n') || this.socket.closed, {
      within,
      message: () => `an answer, not ${JSON.stringify(this.text)}`,
    });
    return this.text.split('\r\n', 1)[0] ?? '';
  }

  /** Waits until the connection is over, whoever ended it. */
  async end(within = WITHIN): Promise<void> {
    await until(() => this.socket.closed, { within, message: () => `the end of a connection that got ${JSON.stringify(this.text)}` });
  }
}

/** Headers of a handshake of WebSocket, beside its protocol. */
export const HANDSHAKE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': 13,
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/** The head of a request, up to its body. */
export function head(method: string, path: string, headers: Readonly<Record<string, string | number>> = {}): string {
  const lines = Object.entries({ Host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** What `sendAll` writes at a time. */
export const PIECE = Buffer.alloc(64 * 1024, 120);

/** Sends a body to its last byte as a client does that looks at the answer only then; fails where the connection breaks before. */
export async function sendAll(client: RawClient, size: number): Promise<void> {
  for (let left = size; left > 0; left -= PIECE.length) {
    if (!client.socket.write(PIECE.subarray(0, left))) await Promise.race([once(client.socket, 'drain'), once(client.socket, 'close')]);
    assert.equal(client.error, undefined, `with ${left} bytes to go`);
  }
}

/** Writes a byte every few ms until the connection is over; gives for how long it was let, in ms. */
export async function trickle(client: RawClient, byte: string): Promise<number> {
  const started = Date.now();
  await until(
    async () => {
      if (client.socket.writable) client.socket.write(byte);
      await sleep(20);
      return client.socket.closed;
    },
    { message: 'the server to lose its patience' },
  );
  return Date.now() - started;
}
