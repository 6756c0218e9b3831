import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A tiny S3: one bucket of objects in memory, put, got in whole or in part, deleted; and failures on demand. */
export class S3Double {
  readonly objects = new Map<string, { readonly bytes: Buffer; readonly type: string }>();
  /** Answers every request with this status instead; 0 never answers. */
  fault: number | undefined;
  /** `authorization` headers of the requests. */
  readonly signatures: string[] = [];
  readonly #server = http.createServer((request, response) => void this.#answer(request, response));

  static async start(): Promise<S3Double> {
    const double = new S3Double();
    double.#server.listen(0, '127.0.0.1');
    await once(double.#server, 'listening');
    return double;
  }

  /** With its bucket. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/bucket`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = await buffer(request).catch(() => Buffer.alloc(0));
    this.signatures.push(String(request.headers.authorization));
    if (this.fault === 0) return;
    if (this.fault !== undefined) return void response.writeHead(this.fault).end();
    const key = decodeURIComponent(new URL(request.url ?? '', 'http://s3').pathname).replace('/bucket/', '');
    if (request.method === 'PUT') response.writeHead(this.#put(key, body, request), { etag: '"e"' }).end();
    else if (request.method === 'DELETE') response.writeHead(this.objects.delete(key) ? 204 : 404).end();
    else this.#get(key, request, response);
  }

  /** The status of the answer: an object is as long as its head said. */
  #put(key: string, bytes: Buffer, { headers }: http.IncomingMessage): number {
    if (Number(headers['content-length']) !== bytes.length) return 411;
    this.objects.set(key, { bytes, type: String(headers['content-type']) });
    return 200;
  }

  #get(key: string, { headers }: http.IncomingMessage, response: http.ServerResponse): void {
    const found = this.objects.get(key);
    if (!found) return void response.writeHead(404, { 'content-type': 'application/xml' }).end('<Error><Code>NoSuchKey</Code></Error>');
    const { bytes } = found;
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
    if (from === undefined) return void response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    const part = bytes.subarray(Number(from), Number(to) + 1);
    return void response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${bytes.length}` }).end(part);
  }
}
