import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { foyerDialect } from '../../bench/target/dialect.ts';
import type { BenchUser, Target } from '../../bench/target/target.ts';

/** What the fake does wrong with its n-th message, counted from 1; in a group to the first member only. */
export type Mischief = 'lose' | 'double' | 'delay' | 'refuse';

type Frame = { op: 'hello' } | { op: 'send'; client_id: string; chat_type: string; to: number; data: string } | { op: 'ack'; n: number };

interface Mailbox {
  socket: WebSocket | undefined;
  /** Frames that are not acknowledged. */
  waiting: string[];
  /** Frames acknowledged on this connection. */
  acked: number;
}

/** A server that speaks enough of foyer.1 to prove the generator against, and errs on demand. Its one group is everybody. */
export async function startFakeFoyer(mischief: (n: number) => Mischief | undefined = () => undefined): Promise<Target> {
  const fake = new FakeFoyer(mischief);
  await once(fake.server, 'listening');
  return {
    name: 'fake',
    port: (fake.server.address() as AddressInfo).port,
    dialect: foyerDialect,
    pids: [process.pid],
    users: (count) => Promise.resolve(Array.from({ length: count }, (_, id) => user(id))),
    group: () => Promise.resolve({ chatType: 'group', address: '0' }),
    sql: () => Promise.resolve(null),
    stop: () => fake.stop(),
  };
}

function user(id: number): BenchUser {
  return { chatType: 'single', address: String(id), token: String(id) };
}

class FakeFoyer {
  readonly server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'foyer.1' });
  readonly #mischief: (n: number) => Mischief | undefined;
  readonly #mailboxes = new Map<number, Mailbox>();
  #count = 0;
  #delayed: (() => void) | undefined;

  constructor(mischief: (n: number) => Mischief | undefined) {
    this.#mischief = mischief;
    this.server.on('connection', (socket, request) => {
      const token = /token\.(\d+)/.exec(request.headers['sec-websocket-protocol'] ?? '')?.[1];
      const user = Number(token);
      socket.on('message', (data) => this.#handle(socket, user, JSON.parse((data as Buffer).toString()) as Frame));
    });
  }

  async stop(): Promise<void> {
    for (const client of this.server.clients) client.terminate();
    this.server.close();
    await once(this.server, 'close');
  }

  #handle(socket: WebSocket, user: number, frame: Frame): void {
    const mailbox = this.#mailbox(user);
    if (frame.op === 'send') this.#send(socket, user, frame);
    if (frame.op === 'ack') mailbox.waiting.splice(0, frame.n - mailbox.acked);
    if (frame.op === 'ack') mailbox.acked = frame.n;
    if (frame.op === 'hello') this.#welcome(socket, mailbox);
  }

  #welcome(socket: WebSocket, mailbox: Mailbox): void {
    mailbox.socket = socket;
    mailbox.acked = 0;
    socket.on('close', () => (mailbox.socket = undefined));
    socket.send('{"op":"welcome"}');
    if (mailbox.waiting.length > 0) socket.send(`[${mailbox.waiting.join()}]`);
    socket.send('{"op":"ready"}');
  }

  #send(socket: WebSocket, from: number, { client_id, chat_type, to, data }: Extract<Frame, { op: 'send' }>): void {
    const mischief = this.#mischief(++this.#count);
    if (mischief === 'refuse') return socket.send(JSON.stringify({ op: 'refused', client_id, code: 'x', text: 'x', retry: false }));
    socket.send(JSON.stringify({ op: 'sent', client_id, seq: this.#count }));
    const text = JSON.stringify({ op: 'message', seq: this.#count, client_id, message: { data } });
    const receivers = chat_type === 'group' ? [...this.#mailboxes.keys()].filter((id) => id !== from) : [to];
    const [first = to, ...others] = receivers;
    const deliver = (): void => this.#deliver(first, text);
    for (const other of others) this.#deliver(other, text);
    const earlier = this.#delayed;
    this.#delayed = mischief === 'delay' ? deliver : undefined;
    if (mischief !== 'lose' && mischief !== 'delay') deliver();
    if (mischief === 'double') deliver();
    earlier?.();
  }

  #deliver(to: number, frame: string): void {
    const mailbox = this.#mailbox(to);
    mailbox.waiting.push(frame);
    mailbox.socket?.send(frame);
  }

  #mailbox(user: number): Mailbox {
    const mailbox = this.#mailboxes.get(user) ?? { socket: undefined, waiting: [], acked: 0 };
    this.#mailboxes.set(user, mailbox);
    return mailbox;
  }
}
