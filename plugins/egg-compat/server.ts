import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * The HTTP server as plugins of Egg get it with the event `server`. What they listen for comes to them behind the limits of Foyer's own server, and
 * only for what is none of Foyer's: no listener of theirs stands in the way of a socket at /ws.
 */
export class EggServer extends EventEmitter {
  readonly #server: Server;
  readonly #passed = new WeakSet<IncomingMessage>();
  /** What a plugin finds that puts a listener of its own in front, and calls for what is not for it. */
  readonly #pass = (request: IncomingMessage): void => void this.#passed.add(request);

  constructor(server: Server) {
    super();
    this.#server = server;
    this.on('request', this.#pass);
    server.once('close', () => this.emit('close'));
  }

  get listening(): boolean {
    return this.#server.listening;
  }

  address(): ReturnType<Server['address']> {
    return this.#server.address();
  }

  /** Whether a plugin answers a request by itself. */
  takeRequest(request: IncomingMessage, response: ServerResponse): boolean {
    const listeners = this.listeners('request');
    if (listeners.length === 1 && listeners[0] === this.#pass) return false;
    this.emit('request', request, response);
    return !this.#passed.delete(request);
  }

  /** Whether plugins are asked for a handshake; `refuse` is called after so many ms if none of them has said anything by then. */
  takeUpgrade(handshake: { request: IncomingMessage; socket: Duplex; head: Buffer }, ms: number, refuse: () => void): boolean {
    const { request, socket, head } = handshake;
    if (this.listenerCount('upgrade') === 0) return false;
    const written = writtenOf(socket);
    const timer = setTimeout(() => writtenOf(socket) === written && refuse(), ms).unref();
    socket.once('close', () => clearTimeout(timer));
    this.emit('upgrade', request, socket, head);
    return true;
  }
}

function writtenOf(socket: Duplex): number {
  return 'bytesWritten' in socket ? Number(socket.bytesWritten) : 0;
}
