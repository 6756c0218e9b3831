import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A call as it came. */
export interface Received {
  readonly body: string;
  readonly signature: string;
  readonly delivery: string;
  /** ms since 1970. */
  readonly at: number;
  /** What it was answered. */
  readonly status: number;
}

/** A server that is told; it keeps every call, and answers what a test says. */
export class Receiver {
  readonly calls: Received[] = [];
  /** The status of the next answer. */
  answer: (call: Omit<Received, 'status'>) => number = () => 204;
  readonly #server = http.createServer((request, response) => void this.#take(request, response));

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** What calls say of an event, those that were taken. */
  events<Data = Record<string, unknown>>(event: string): { readonly id: string; readonly data: Data }[] {
    const all = this.calls
      .filter(({ status }) => status < 300)
      .map(({ body }) => JSON.parse(body) as { id: string; event: string; data: Data });
    return all.filter((each) => each.event === event);
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #take(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const [signature, delivery] = ['foyer-signature', 'foyer-delivery'].map((name) => String(request.headers[name]));
    const call = { body: await text(request), signature: signature ?? '', delivery: delivery ?? '', at: Date.now() };
    const status = this.answer(call);
    this.calls.push({ ...call, status });
    response.writeHead(status).end();
  }
}
