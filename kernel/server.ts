import http from 'node:http';
import type { Socket } from 'node:net';
import { BootError, reasonOf } from './error.ts';
import type { ServerConfig } from './registry.ts';

/** An HTTP server that can be closed whatever its clients do. */
export class HttpServer {
  readonly server: http.Server;
  readonly #drainTimeout: number;
  readonly #sockets = new Set<Socket>();
  readonly #responses = new Set<http.ServerResponse>();
  #listening: Promise<void> | undefined;

  constructor(listener: http.RequestListener, config: ServerConfig) {
    const { requestTimeout, headersTimeout, keepAliveTimeout, maxHeaderSize, checkInterval: connectionsCheckingInterval } = config;
    this.#drainTimeout = config.drainTimeout;
    this.server = http.createServer(
      { requestTimeout, headersTimeout, keepAliveTimeout, maxHeaderSize, connectionsCheckingInterval },
      listener,
    );
    this.server.on('connection', (socket: Socket) => remember(this.#sockets, socket));
    this.server.on('request', (_, response: http.ServerResponse) => remember(this.#responses, response));
  }

  /** Resolves when connections are accepted; rejects with what to do when the address cannot be had. */
  listen(port: number, host?: string): Promise<void> {
    return (this.#listening = new Promise((resolve, reject) => {
      const fail = (cause: Error): void =>
        reject(new BootError(`cannot listen on ${host ?? '*'}:${port}: ${reasonOf(cause)}: choose another`, { cause }));
      this.server.once('error', fail);
      this.server.listen(port, host, () => {
        this.server.off('error', fail);
        resolve();
      });
    }));
  }

  /** Accepts no more, and waits for the requests under way, at most `drainTimeout`, then cuts them; upgraded sockets stay open. */
  async drain(): Promise<void> {
    await this.#listening?.catch(() => undefined); // its caller has the error
    this.server.close();
    const deadline = AbortSignal.timeout(this.#drainTimeout);
    await Promise.all([...this.#responses].map((response) => closed(response, deadline)));
    this.server.closeAllConnections();
    await Promise.all([...this.#responses].map((response) => closed(response))); // no handler meets a unit that is closed
  }

  /** Cuts every connection that is left, upgraded ones too. */
  async stop(): Promise<void> {
    const sockets = [...this.#sockets];
    for (const socket of sockets) socket.destroy();
    await Promise.all(sockets.map((socket) => closed(socket)));
  }
}

interface Closable {
  once(event: 'close', listener: () => void): unknown;
  readonly closed: boolean;
}

function remember<T extends Closable>(set: Set<T>, item: T): void {
  set.add(item);
  item.once('close', () => set.delete(item));
}

function closed(item: Closable, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (item.closed) return resolve();
    item.once('close', resolve);
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}
