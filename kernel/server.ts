import http from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { BootError, reasonOf } from './error.ts';
import { Exchanges } from './exchange.ts';
import { lingerAfter } from './linger.ts';
import { Pipelines } from './pipeline.ts';
import { normalizeTarget } from './target.ts';
import type { ServerConfig } from './registry.ts';

/** An HTTP server that can be closed whatever its clients do. */
export class HttpServer {
  readonly server: http.Server;
  readonly #drainTimeout: number;
  readonly #exchanges: Exchanges;
  readonly #pipelines: Pipelines;
  readonly #linger: ServerConfig['linger'];
  readonly #sockets = new Set<Socket>();
  readonly #responses = new Set<http.ServerResponse>();
  #listening: Promise<void> | undefined;

  constructor(listener: http.RequestListener, config: ServerConfig) {
    const { requestTimeout, headersTimeout, keepAliveTimeout, maxHeaderSize, checkInterval: connectionsCheckingInterval } = config;
    this.#drainTimeout = config.drainTimeout;
    this.server = http.createServer(
      { requestTimeout, headersTimeout, keepAliveTimeout, maxHeaderSize, connectionsCheckingInterval },
      (request, response) => this.#begin(request, response) && (normalizeTarget(request) ? listener(request, response) : refuse(response)),
    );
    this.server.on('connection', (socket: Socket) => remember(this.#sockets, socket));
    this.#exchanges = new Exchanges(config);
    this.#pipelines = new Pipelines(config.pipelined);
    this.#linger = config.linger;
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

  /** Accepts no more, and waits for the requests under way, at most `drainTimeout`, then cuts them; upgraded sockets stay open. Returns how many it cut. */
  async drain(): Promise<number> {
    await this.#listening?.catch(() => undefined); // its caller has the error
    this.server.close();
    const answered = Promise.all([...this.#responses].map(closed));
    await Promise.race([answered, sleep(this.#drainTimeout, undefined, { ref: false })]);
    const late = [...this.#responses];
    this.server.closeAllConnections();
    await Promise.all(late.map(closed)); // no handler meets a unit that is closed
    return late.length;
  }

  #begin(request: http.IncomingMessage, response: http.ServerResponse): boolean {
    if (!this.#pipelines.take(request, response)) return false;
    remember(this.#responses, response);
    this.#exchanges.add(request, response);
    lingerAfter(request, response, this.#linger);
    return true;
  }

  /** Cuts every connection that is left, upgraded ones too. */
  async stop(): Promise<void> {
    this.#exchanges.close();
    const sockets = [...this.#sockets];
    for (const socket of sockets) socket.destroy();
    await Promise.all(sockets.map(closed));
  }
}

function refuse(response: http.ServerResponse): void {
  response.writeHead(400, { Connection: 'close', 'Content-Length': 0 }).end();
}

interface Closable {
  once(event: 'close', listener: () => void): unknown;
  readonly closed: boolean;
}

function remember<T extends Closable>(set: Set<T>, item: T): void {
  set.add(item);
  item.once('close', () => set.delete(item));
}

function closed(item: Closable): Promise<void> {
  return new Promise((resolve) => {
    if (item.closed) return resolve();
    item.once('close', resolve);
  });
}
