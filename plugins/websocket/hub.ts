import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import { Places } from '#kernel';
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
  /** Whose socket it is, for `maxPerAddress`. */
  addressOf(request: IncomingMessage): string;
  /** What to answer when the node or the address has too many sockets. */
  full(request: IncomingMessage): Refusal;
  accept(socket: WebSocket, request: IncomingMessage): void;
}

/** Whoever takes handshakes for paths that have no endpoint: a plugin with a WebSocket server of its own. */
export interface Elsewhere {
  /** Whose socket it is, for `maxPerAddress`. */
  addressOf(request: IncomingMessage): string;
  /** False for a handshake that it does not take; it is refused then. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

/** For a client that was refused to read why, in ms. */
const REFUSED_STAYS = 1000;

/** Takes over the upgrades of the HTTP server: exact paths only, limits first, then the endpoint's own check. */
export class WebSocketHub {
  readonly #config: WebsocketConfig;
  readonly #endpoints = new Map<string, Endpoint>();
  readonly #places: Places<string>;
  readonly #sockets = new Set<WebSocket>();
  #elsewhere: Elsewhere | undefined;
  #server: WebSocketServer | undefined;

  constructor(config: WebsocketConfig) {
    this.#config = config;
    this.#places = new Places(config.maxPerAddress);
  }

  /** Sockets that are open now. */
  get size(): number {
    return this.#sockets.size;
  }

  route(path: string, endpoint: Endpoint): void {
    if (this.#endpoints.has(path)) throw new Error(`the WebSocket path ${path} has an endpoint already`);
    this.#endpoints.set(path, endpoint);
  }

  /** Hands on what has no endpoint here, within the same limits. */
  otherwise(elsewhere: Elsewhere): void {
    this.#elsewhere = elsewhere;
  }

  /** Called once, with the server before it listens. */
  attach(server: Server): void {
    const { maxPayload, maxFragments, maxBufferedChunks } = this.#config;
    // Two of them are newer than the types of ws.
    const options: ServerOptions & { maxFragments: number; maxBufferedChunks: number } = {
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload,
      maxFragments,
      maxBufferedChunks,
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
      if (!this.#handOn(request, socket, head)) refuse(socket, { status: 404, body: '' });
      return;
    }
    const refusal = endpoint.refuse(request);
    const leave = refusal || this.#sockets.size >= this.#config.maxConnections ? undefined : this.#places.take(endpoint.addressOf(request));
    if (!leave) {
      refuse(socket, refusal ?? endpoint.full(request));
      return;
    }
    // Also of a handshake that is refused, or of one that breaks off.
    socket.once('close', leave);
    this.#server?.handleUpgrade(request, socket, head, (accepted) => {
      this.#sockets.add(accepted);
      accepted.once('close', () => this.#sockets.delete(accepted));
      endpoint.accept(accepted, request);
    });
  }

  #handOn(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const leave = this.#elsewhere && this.#places.take(this.#elsewhere.addressOf(request));
    if (!leave) return false;
    socket.once('close', leave);
    return this.#elsewhere?.take(request, socket, head) ?? false;
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
  // Its other half stays open for as long as the client likes, and none of the server's timeouts counts for an upgrade.
  socket.resume();
  setTimeout(() => socket.destroy(), REFUSED_STAYS).unref();
}
