/** What came back, read as the envelope of the API. */
export interface Answer<T = unknown> {
  readonly status: number;
  readonly msg: 'ok' | 'fail';
  readonly data: T;
  /** The machine code of a failure. */
  readonly code: string | undefined;
  readonly headers: Headers;
}

/** Headers of a request beside those of its body. */
export type RequestHeaders = Readonly<Record<string, string>>;

/** The HTTP API as a client uses it; `as` and `with` give clients that differ in one thing. */
export class Api {
  readonly url: string;
  readonly #headers: RequestHeaders;

  constructor(url: string, headers: RequestHeaders = {}) {
    this.url = url;
    this.#headers = headers;
  }

  /** The same client with a token. */
  as(token: string): Api {
    return this.with({ token });
  }

  /** The same client with more headers. */
  with(headers: RequestHeaders): Api {
    return new Api(this.url, { ...this.#headers, ...headers });
  }

  get<T = unknown>(path: string): Promise<Answer<T>> {
    return this.#send<T>(path, { method: 'GET' });
  }

  /** With a JSON body; without one when `body` is left out. */
  post<T = unknown>(path: string, body?: unknown): Promise<Answer<T>> {
    if (body === undefined) return this.#send<T>(path, { method: 'POST' });
    return this.#send<T>(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  }

  /** With an urlencoded body, as the published client sends it. */
  form<T = unknown>(path: string, body: Readonly<Record<string, string>>): Promise<Answer<T>> {
    return this.#send<T>(path, { method: 'POST', body: new URLSearchParams(body) });
  }

  async #send<T>(path: string, init: RequestInit): Promise<Answer<T>> {
    const response = await fetch(this.url + path, { ...init, headers: { ...this.#headers, ...(init.headers as RequestHeaders) } });
    const text = await response.text();
    const body = JSON.parse(text) as { msg: 'ok' | 'fail'; data: T; code?: string };
    return { status: response.status, msg: body.msg, data: body.data, code: body.code, headers: response.headers };
  }
}
