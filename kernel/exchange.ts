import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerConfig } from './registry.ts';

/** A request and its answer, and how far they had come when they were last looked at. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  since: number;
  mark: { at: number; bytes: number };
}

type ExchangeConfig = Pick<ServerConfig, 'bodyTimeout' | 'stall' | 'checkInterval'>;

/** What a client is told whose request does not arrive. */
const LATE = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

const patient = new WeakSet<IncomingMessage>();

/** Lets the body of a request take its time, as long as it gets on: for routes that take files. */
export function takeTime(request: IncomingMessage): void {
  patient.add(request);
}

/** Cuts requests whose bodies do not arrive, and answers that nobody reads; what waits for ourselves is left alone. */
export class Exchanges {
  readonly #config: ExchangeConfig;
  readonly #open = new Set<Exchange>();
  readonly #timer: NodeJS.Timeout;
  #lookedAt = Date.now();

  constructor(config: ExchangeConfig) {
    this.#config = config;
    this.#timer = setInterval(() => this.look(Date.now()), config.checkInterval).unref();
  }

  /** From the headers on until the answer is out and the body is in. */
  add(request: IncomingMessage, response: ServerResponse): void {
    const now = Date.now();
    const exchange: Exchange = { request, response, since: now, mark: { at: now, bytes: moved(request) } };
    this.#open.add(exchange);
    response.once('close', () => isOver(exchange) && this.#open.delete(exchange));
  }

  /** One round; for tests that own the time. */
  look(now: number): void {
    this.#forgive(now - this.#lookedAt - this.#config.checkInterval);
    this.#lookedAt = now;
    for (const exchange of this.#open) {
      if (isOver(exchange)) this.#open.delete(exchange);
      else if (this.#isLate(exchange, now) || this.#isStalled(exchange, now)) cut(exchange);
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** While this process was too busy to look, it was too busy to read: that is not the clients' fault. */
  #forgive(late: number): void {
    if (late <= 0) return;
    for (const exchange of this.#open) {
      exchange.since += late;
      exchange.mark.at += late;
    }
  }

  /** Whether a body had its time, on a route that takes no files. */
  #isLate({ request, since }: Exchange, now: number): boolean {
    return !request.complete && !patient.has(request) && now - since > this.#config.bodyTimeout;
  }

  #isStalled(exchange: Exchange, now: number): boolean {
    const { window, bytes: least } = this.#config.stall;
    const bytes = moved(exchange.request);
    const { mark } = exchange;
    if (isClientsTurn(exchange) && bytes - mark.bytes < least) return now - mark.at > window;
    exchange.mark = { at: now, bytes };
    return false;
  }
}

function isOver({ request, response }: Exchange): boolean {
  return request.socket.destroyed || (request.complete && response.closed);
}

/** Bytes that went over the connection, in and out, without what still waits here. */
function moved({ socket }: IncomingMessage): number {
  return socket.bytesRead + socket.bytesWritten - socket.writableLength;
}

/** Whether it is the client who is waited for: to go on with its file, or to read. */
function isClientsTurn({ request, response }: Exchange): boolean {
  if (!request.complete) return patient.has(request) && request.readableLength < request.readableHighWaterMark;
  return !response.closed && request.socket.writableLength > 0;
}

function cut({ request: { socket }, response }: Exchange): void {
  const isTold = response.socket === socket && !response.headersSent && socket.writableLength === 0;
  if (isTold) socket.end(LATE, () => socket.destroy());
  else socket.destroy();
}
