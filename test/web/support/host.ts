import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { SUBPROTOCOL, type ClientFrame } from '../../../protocol/index.ts';
import { FakeServer } from './fake-server.ts';

/** The fake server behind real sockets. */
export class Host {
  readonly fake = new FakeServer();
  readonly http: Server;
  readonly #sockets: WebSocketServer;

  constructor() {
    this.http = createServer();
    this.#sockets = new WebSocketServer({ server: this.http, handleProtocols: (offered) => offered.has(SUBPROTOCOL) && SUBPROTOCOL });
    this.#sockets.on('connection', (socket) => this.#plug(socket));
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.http.address() as AddressInfo).port}/ws`;
  }

  async start(): Promise<void> {
    this.http.listen(0, '127.0.0.1');
    await once(this.http, 'listening');
  }

  /** Breaks every connection without a close frame. */
  cut(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  async stop(): Promise<void> {
    this.cut();
    this.#sockets.close();
    this.http.close();
    await once(this.http, 'close');
  }

  #plug(socket: WebSocket): void {
    const line = this.fake.accept({
      write: (frames) => socket.send(JSON.stringify(frames.length === 1 ? frames[0] : frames)),
      close: (code) => socket.close(code),
    });
    socket.on('message', (data: RawData) => {
      const value = JSON.parse((data as Buffer).toString()) as ClientFrame | ClientFrame[];
      for (const frame of Array.isArray(value) ? value : [value]) line.frame(frame);
    });
    socket.on('close', () => line.closed());
  }
}
