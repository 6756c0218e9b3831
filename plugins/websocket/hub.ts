import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import type { WebsocketConfig } from './config/config.default.ts';

/** Why a handshake is refused before it completes. */
export interface Refusal {
  readonly status: number;
  /** JSON text. */
  readonly body: string;
}

/** One endpoint. */
export interface Endpoint {
  /** Sub-protocols it speaks beside none, in order of preference. */
  readonly protocols: readonly string[];
  /** Looks at the request before the upgrade completes. */
  refuse(request: IncomingMessage): Refusal | undefined;
  /** What to answer when the node or the address has too many sockets. */
  full(request: IncomingMessage): Refusal;
  accept(socket: WebSocket, request: IncomingMessage): void;
}

/** Takes over the upgrades of the HTTP server: exact paths only, limits first, then the endpoint's own check. */
export class WebSocketHub {
  readonly #config: WebsocketConfig;
  readonly #endpoints = new Map<string, Endpoint>();
  readonly #perAddress = new Map<string, number>();
  readonly #sockets = new Set<WebSocket>();
  #server: WebSocketServer | undefined;

  constructor(config: WebsocketConfig) {
    this.#config = config;
  }

  /** Sockets that are open now. */
  get size(): number {
    return this.#sockets.size;
  }

  route(path: string, endpoint: Endpoint): void {
    if (this.#endpoints.has(path)) throw new Error(`the WebSocket path ${path} has an endpoint already`);
    this.#endpoints.set(path, endpoint);
  }

  /** Called once, with the server before it listens. */
  attach(server: Server): void {
    const { maxPayload, maxFragments } = this.#config;
    // maxFragments is newer than the types of ws.
    const options: ServerOptions & { maxFragments: number } = {
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload,
      maxFragments,
      handleProtocols: (offered, request) => this.#endpoints.get(pathOf(request))?.protocols.find((name) => offered.has(name)) ?? false,
    };
    this.#server = new WebSocketServer(options);
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => this.#upgrade(request, socket, head));
  }

  /** Cuts whatever is still open. */
  close(): void {
    for (const socket of this.#sockets) socket.terminate();
    this.#server?.close();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const endpoint = this.#endpoints.get(pathOf(request));
    if (!endpoint) {
      refuse(socket, { status: 404, body: '' });
      return;
    }
    const address = request.socket.remoteAddress ?? '';
    const refusal = this.#isFull(address) ? endpoint.full(request) : endpoint.refuse(request);
    if (refusal) {
      refuse(socket, refusal);
      return;
    }
    this.#server?.handleUpgrade(request, socket, head, (accepted) => {
      this.#count(accepted, address);
      endpoint.accept(accepted, request);
    });
  }

  #isFull(address: string): boolean {
    const { maxConnections, maxPerAddress } = this.#config;
    return this.#sockets.size >= maxConnections || (this.#perAddress.get(address) ?? 0) >= maxPerAddress;
  }

  #count(socket: WebSocket, address: string): void {
    this.#sockets.add(socket);
    this.#perAddress.set(address, (this.#perAddress.get(address) ?? 0) + 1);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      const left = (this.#perAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#perAddress.set(address, left);
      else this.#perAddress.delete(address);
    });
  }
}

/** The path as it was sent: `//ws`, `/WS`, `/ws/` and encoded forms are other paths (D08). */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}

function refuse(socket: Duplex, { status, body }: Refusal): void {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
