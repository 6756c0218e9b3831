import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { clientFrame, scanFrames } from './frame.ts';

export interface LoadSocketOptions {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text frame to send once the upgrade went through; null for none. */
  readonly hello: string | null;
  /** Part of the text by which the server says that the socket is up. */
  readonly ready: string;
  /** Gets each text frame, the opening ones as well; offsets are into a buffer that is reused after the call. */
  readonly onText: (buffer: Buffer, from: number, to: number) => void;
}

type State = 'connecting' | 'opening' | 'open' | 'closed';

const READ_BUFFER = Buffer.allocUnsafeSlow(256 * 1024);
const WRITE_BUFFER_SIZE = 4096;
const OPEN_TIMEOUT = 15_000;
const END_OF_HEAD = '\r\n\r\n';

/**
 * A WebSocket client that costs the generator as little as possible: one read buffer for all sockets, and what is
 * appended within a loop turn leaves in one write.
 */
export class LoadSocket {
  /** Why the socket is closed: the server's close code, or 1006; undefined while it is open. */
  closeCode: number | undefined;
  /** Resolves when the server said `ready`; rejects when it refused, closed or stayed silent for 15 s. */
  readonly opened: Promise<void>;
  readonly #options: LoadSocketOptions;
  readonly #socket: net.Socket;
  #onOpen: (error?: Error) => void = () => undefined;
  #state: State = 'connecting';
  #rest: Buffer | undefined;
  #out = Buffer.allocUnsafeSlow(WRITE_BUFFER_SIZE);
  #length = 0;

  constructor(options: LoadSocketOptions) {
    this.#options = options;
    const onread = { buffer: READ_BUFFER, callback: (size: number): boolean => this.#read(size) };
    this.#socket = net.connect({ host: '127.0.0.1', port: options.port, noDelay: true, onread });
    this.#socket.on('connect', () => this.#socket.write(upgradeRequest(options)));
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error(`the server closed the socket with ${this.closeCode ?? 1006}`)));
    const timer = setTimeout(() => this.#fail(new Error(`no ${options.ready} within ${OPEN_TIMEOUT} ms`)), OPEN_TIMEOUT);
    this.opened = new Promise<void>((resolve, reject) => {
      this.#onOpen = (error) => (error ? reject(error) : resolve());
    }).finally(() => clearTimeout(timer));
  }

  /** Queues a whole client frame (copied) for the end of this loop turn. */
  append(frame: Buffer): void {
    if (this.#state === 'closed') return;
    if (this.#length === 0) enqueue(this);
    this.#reserve(frame.length);
    frame.copy(this.#out, this.#length);
    this.#length += frame.length;
  }

  /** Writes what was appended; the module calls it once per loop turn. */
  flush(): void {
    if (this.#length === 0 || this.#state === 'closed') return;
    this.#socket.write(this.#out.subarray(0, this.#length));
    this.#length = 0;
    // What the kernel took at once needs the buffer no longer; else the socket keeps it until it is written.
    if (this.#socket.writableLength > 0) this.#out = Buffer.allocUnsafeSlow(this.#out.length);
  }

  /** Ends the connection without ceremony. */
  async close(): Promise<void> {
    if (this.#socket.closed) return;
    const closed = once(this.#socket, 'close');
    this.#socket.destroy();
    await closed;
  }

  #read(size: number): boolean {
    const chunk = READ_BUFFER.subarray(0, size);
    const whole = this.#rest ? Buffer.concat([this.#rest, chunk]) : READ_BUFFER;
    const end = this.#rest ? whole.length : size;
    this.#rest = undefined;
    const used = this.#state === 'connecting' ? this.#upgrade(whole, end) : this.#scan(whole, end);
    if (used < end && this.#state !== 'closed') this.#rest = Buffer.from(whole.subarray(used, end));
    return true;
  }

  #upgrade(buffer: Buffer, end: number): number {
    const head = buffer.subarray(0, end).indexOf(END_OF_HEAD);
    if (head === -1) return 0;
    const status = buffer.toString('latin1', 0, buffer.indexOf('\r\n'));
    if (!status.startsWith('HTTP/1.1 101')) {
      this.#fail(new Error(`the server refused the upgrade: ${status}`));
      return end;
    }
    this.#state = 'opening';
    if (this.#options.hello !== null) this.append(clientFrame(this.#options.hello));
    const start = head + END_OF_HEAD.length;
    return start + this.#scan(Buffer.from(buffer.subarray(start, end)), end - start);
  }

  #scan(buffer: Buffer, end: number): number {
    return scanFrames(buffer, end, this.#handler);
  }

  readonly #handler = {
    text: (buffer: Buffer, from: number, to: number): void => {
      this.#options.onText(buffer, from, to);
      if (this.#state === 'opening' && buffer.subarray(from, to).includes(this.#options.ready)) this.#open();
    },
    ping: (payload: Buffer): void => this.append(clientFrame(payload, 'pong')),
    close: (code: number): void => {
      this.closeCode = code;
      this.#socket.destroy();
    },
  };

  #open(): void {
    this.#state = 'open';
    this.#onOpen();
  }

  #fail(reason: Error): void {
    this.#state = 'closed';
    this.closeCode ??= 1006;
    this.#socket.destroy();
    this.#onOpen(reason);
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#out.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#out.length * 2, this.#length + size));
    this.#out.copy(larger, 0, 0, this.#length);
    this.#out = larger;
  }
}

let waiting: LoadSocket[] = [];

function enqueue(socket: LoadSocket): void {
  if (waiting.push(socket) === 1) setImmediate(flushAll);
}

function flushAll(): void {
  const sockets = waiting;
  waiting = [];
  for (const socket of sockets) socket.flush();
}

function upgradeRequest({ path, headers, port }: LoadSocketOptions): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return lines.join('\r\n') + END_OF_HEAD;
}
