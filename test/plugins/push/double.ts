import { createECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http, { type IncomingHttpHeaders } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Payload } from '../../../plugins/push/plan.ts';

/** What a push service was handed. */
export interface Pushed {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const ece = createRequire(import.meta.url)('http_ece') as { decrypt(body: Buffer, options: object): Buffer };

/** A push service in this process, which answers what it is told to. */
export class PushDouble {
  readonly pushed: Pushed[] = [];
  /** Of the answers to come; 201 afterwards. */
  readonly answers: number[] = [];
  readonly #server = http.createServer((request, response) => void this.#take(request, response));

  static async start(): Promise<PushDouble> {
    const double = new PushDouble();
    double.#server.listen(0, '127.0.0.1');
    await once(double.#server, 'listening');
    return double;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What came for one browser. */
  of(browser: Browser): Pushed[] {
    return this.pushed.filter(({ path }) => browser.endpoint.endsWith(path));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    this.pushed.push({ path: request.url ?? '', headers: request.headers, body: await buffer(request) });
    response.writeHead(this.answers.shift() ?? 201).end();
  }
}

/** A browser that subscribes, and can read what it is pushed. */
export class Browser {
  readonly endpoint: string;
  readonly #pair = createECDH('prime256v1');
  readonly #auth = randomBytes(16).toString('base64url');
  readonly #p256dh: string;

  constructor(origin: string) {
    this.endpoint = `${origin}/${randomBytes(8).toString('hex')}`;
    this.#p256dh = this.#pair.generateKeys('base64url');
  }

  /** What it tells the server. */
  get subscription(): { endpoint: string; keys: { p256dh: string; auth: string } } {
    return { endpoint: this.endpoint, keys: { p256dh: this.#p256dh, auth: this.#auth } };
  }

  read({ body }: Pushed): Payload {
    const options = { version: 'aes128gcm', privateKey: this.#pair, authSecret: this.#auth };
    return JSON.parse(ece.decrypt(body, options).toString()) as Payload;
  }
}
