import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Application, type ApplicationOptions } from '#kernel';

/** What an application said to its log. */
export interface Logged {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

/** A running fixture with the app's own middleware, and how to talk to it. */
export interface Edge {
  readonly app: Application;
  readonly url: string;
  readonly logged: Logged[];
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: string | object, headers?: Record<string, string>): Promise<Answer>;
}

/** An answer, its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Starts the fixture on a free port. */
export async function startEdge(options: Partial<ApplicationOptions> = {}): Promise<Edge> {
  const app = await Application.load({ baseDir: path.join(import.meta.dirname, 'fixture'), env: 'unittest', ...options });
  const logged: Logged[] = [];
  app.logger = recorder(logged);
  await app.ready();
  const server = await app.start(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    app,
    url,
    logged,
    get: (path, headers = {}) => ask(url + path, { headers }),
    post: (path, body, headers = {}) =>
      ask(url + path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
  };
}

/** The failure envelope. */
export function failed(code: string, data: string): object {
  return { msg: 'fail', data, code };
}

async function ask(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const body = await response.text();
  return { status: response.status, headers: response.headers, body: body.startsWith('{') ? (JSON.parse(body) as unknown) : body };
}

function recorder(logged: Logged[]): Application['logger'] {
  const at =
    (level: string) =>
    (fields: object | string, message = ''): void => {
      logged.push(typeof fields === 'string' ? { level, fields: {}, message: fields } : { level, fields, message });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
