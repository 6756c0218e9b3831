import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { WebSocket, type ClientOptions } from 'ws';
import { SUBPROTOCOL, type ClientFrame, type ServerFrame, type ServerFrames, type WireMessage } from '../../protocol/index.ts';
import type { TestApp } from './app.ts';
import { until } from './wait.ts';

/** A server that sockets are opened to. */
type Reachable = Pick<TestApp, 'socketUrl'>;

/** How a connection ended. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** What the plain protocol sends. */
export type PlainFrame =
  | { readonly type: 'system'; readonly data: string; readonly timestamp: number }
  | { readonly type: 'singleChat'; readonly data: WireMessage; readonly timestamp: number }
  | { readonly type: 'ping' | 'pong'; readonly timestamp?: number }
  | { readonly type?: undefined; readonly msg: 'fail' | 'force_logout'; readonly data: string; readonly code?: string };

/** How a socket is opened, beside its token. */
export interface DialOptions {
  /** `/ws` unless given; with its query. */
  readonly path?: string;
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** False: does not answer protocol pings. */
  readonly autoPong?: boolean;
}

/** How a socket of ours says hello and acknowledges. */
export interface FoyerOptions extends DialOptions {
  readonly since?: number;
  /** 'auto' acknowledges each message when it comes, 'never' none. */
  readonly ack?: 'auto' | 'never';
}

type Of<Op extends keyof ServerFrames> = Extract<ServerFrame, { op: Op }>;

const WITHIN = 5000;

/** All that are open: one that is paused does not see the server go, and would hold the process. */
const opened = new Set<WebSocket>();

// Mocha's, where it runs the tests: of servers that `cutSockets` is not called for.
if (typeof after === 'function') after(() => opened.forEach((raw) => raw.terminate()));

/** Ends every socket to a server, as its end would. */
export function cutSockets(socketUrl: string): void {
  for (const raw of opened) if (raw.url.startsWith(socketUrl)) raw.terminate();
}

/** A client that keeps what it gets; every wait has a deadline. */
export class TestSocket<Frame extends object> {
  readonly raw: WebSocket;
  /** All frames so far, oldest first. */
  readonly frames: Frame[] = [];
  closed: Closed | undefined;
  readonly #taken = new Set<Frame>();

  constructor(raw: WebSocket) {
    this.raw = raw;
    raw.on('message', (data: Buffer) => this.#take(JSON.parse(data.toString()) as Frame | Frame[]));
    raw.on('close', (code, reason) => (this.closed = { code, reason: reason.toString() }));
    raw.on('error', () => undefined); // the close tells
  }

  /** The first frame that `test` accepts and no call gave before. */
  async next<Match extends Frame>(test: (frame: Frame) => frame is Match, within?: number): Promise<Match>;
  async next(test: (frame: Frame) => boolean, within?: number): Promise<Frame>;
  async next(test: (frame: Frame) => boolean, within = WITHIN): Promise<Frame> {
    const find = (): Frame | undefined => this.frames.find((frame) => !this.#taken.has(frame) && test(frame));
    const found = await until(() => find() ?? this.closed, { within, message: () => `a frame among ${this.#shown()}` });
    const frame = find();
    if (!frame) throw new Error(`closed with ${JSON.stringify(found)} after ${this.#shown()}`);
    this.#taken.add(frame);
    return frame;
  }

  /** How it ended, once it has. */
  async end(within = WITHIN): Promise<Closed> {
    await until(() => this.closed, { within, message: () => `the end of a socket that got ${this.#shown()}` });
    return this.closed as Closed;
  }

  /** Sends an object as JSON, and text or bytes as they are. */
  send(frame: object | string | Buffer): void {
    this.raw.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  /** Ends it as a page does that is left. */
  async close(): Promise<void> {
    this.raw.close(1000);
    await this.end();
  }

  /** Ends it as a lost network does, without a word. */
  async cut(): Promise<void> {
    this.raw.terminate();
    await this.end();
  }

  protected received(_frame: Frame): void {}

  #take(value: Frame | Frame[]): void {
    for (const frame of Array.isArray(value) ? value : [value]) {
      this.frames.push(frame);
      this.received(frame);
    }
  }

  #shown(): string {
    return JSON.stringify(this.frames.slice(-20)).slice(0, 2000);
  }
}

/** A client of `foyer.1`. */
export class FoyerSocket extends TestSocket<ServerFrame> {
  readonly #acks: boolean;
  #count = 0;

  constructor(raw: WebSocket, { ack = 'auto' }: FoyerOptions = {}) {
    super(raw);
    this.#acks = ack === 'auto';
  }

  /** The messages so far, in the order they came. */
  get messages(): Of<'message'>[] {
    return this.frames.filter((frame) => frame.op === 'message');
  }

  /** Their texts. */
  get texts(): unknown[] {
    return this.messages.map(({ message }) => message.data);
  }

  op<Op extends keyof ServerFrames>(op: Op, within?: number): Promise<Of<Op>> {
    return this.next((frame): frame is Of<Op> => frame.op === op, within);
  }

  /** Sends a frame and waits for the first answer of this kind. */
  ask<Op extends keyof ServerFrames>(frame: ClientFrame, op: Op): Promise<Of<Op>> {
    this.send(frame);
    return this.op(op);
  }

  /** Sends a message and waits until the server took or refused it. */
  async say(to: number, data: string, over: object = {}): Promise<Of<'sent'> | Of<'refused'>> {
    const frame = sendFrame(to, data, over);
    this.send(frame);
    return this.next((answer): answer is Of<'sent'> | Of<'refused'> => {
      return (answer.op === 'sent' || answer.op === 'refused') && answer.client_id === frame.client_id;
    });
  }

  /** Waits until so many messages came, and gives their texts. */
  async got(count: number, within = WITHIN): Promise<unknown[]> {
    await until(() => this.messages.length >= count, { within, message: () => `${count} messages; there are ${this.messages.length}` });
    return this.texts;
  }

  ack(n: number): void {
    this.send({ op: 'ack', n });
  }

  protected override received({ op }: ServerFrame): void {
    if (op !== 'message') return;
    this.#count += 1;
    if (this.#acks && this.raw.readyState === WebSocket.OPEN) this.ack(this.#count);
  }
}

/** A client of the plain protocol, as the course publishes it: it sends nothing. */
export class PlainSocket extends TestSocket<PlainFrame> {
  /** The messages so far, in the order they came. */
  get messages(): WireMessage[] {
    return this.frames.filter((frame) => frame.type === 'singleChat').map(({ data }) => data);
  }

  get texts(): unknown[] {
    return this.messages.map(({ data }) => data);
  }

  /** Waits until so many messages came, and gives their texts. */
  async got(count: number, within = WITHIN): Promise<unknown[]> {
    await until(() => this.messages.length >= count, { within, message: () => `${count} messages; there are ${this.messages.length}` });
    return this.texts;
  }
}

/** A `send` frame with a client id of its own. */
export function sendFrame(to: number, data: string, over: object = {}): Extract<ClientFrame, { op: 'send' }> {
  return { op: 'send', client_id: crypto.randomUUID(), chat_type: 'single', to, type: 'text', data, ...over };
}

/** A socket of ours whose handshake is done; nothing was said yet. */
export async function dialFoyer(target: Reachable, options: FoyerOptions = {}): Promise<FoyerSocket> {
  const socket = new FoyerSocket(dial(target, { protocols: [SUBPROTOCOL], ...options }), options);
  await once(socket.raw, 'open');
  return socket;
}

/** A socket of ours that is signed in and up to date. */
export async function foyerSocket(target: Reachable, token: string, options: FoyerOptions = {}): Promise<FoyerSocket> {
  const socket = await dialFoyer(target, options);
  const { since } = options;
  socket.send({ op: 'hello', token, ...(since !== undefined && { since }) });
  await socket.op('ready');
  return socket;
}

/** A plain socket whose handshake is done, with this token or none. */
export async function dialPlain(target: Reachable, token?: string, options: DialOptions = {}): Promise<PlainSocket> {
  const path = token === undefined ? '/ws' : `/ws?token=${encodeURIComponent(token)}`;
  const socket = new PlainSocket(dial(target, { path, ...options }));
  await once(socket.raw, 'open');
  return socket;
}

/** A plain socket that is signed in. */
export async function plainSocket(target: Reachable, token: string, options: DialOptions = {}): Promise<PlainSocket> {
  const socket = await dialPlain(target, token, options);
  await socket.next((frame) => frame.type === 'system');
  return socket;
}

/** How the server refuses a handshake; fails when it does not. */
export async function refusedHandshake(target: Reachable, options: DialOptions): Promise<{ status: number; body: string }> {
  const raw = dial(target, options);
  raw.on('error', () => undefined);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    raw.once('unexpected-response', (_, refusal) => resolve(refusal));
    raw.once('open', () => reject(new Error(`the handshake of ${JSON.stringify(options)} was accepted`)));
  });
  const body = await text(response);
  return { status: response.statusCode ?? 0, body };
}

function dial({ socketUrl }: Reachable, { path = '/ws', protocols = [], headers = {}, autoPong = true }: DialOptions): WebSocket {
  const options: ClientOptions = { headers, autoPong, perMessageDeflate: false };
  const raw = new WebSocket(socketUrl.replace(/\/ws$/, '') + path, [...protocols], options);
  opened.add(raw);
  raw.once('close', () => opened.delete(raw));
  return raw;
}
