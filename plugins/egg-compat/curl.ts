/** What `curl` of Egg takes, of what its client can. */
export interface CurlOptions {
  readonly method?: string;
  /** In the query of a GET or HEAD, else in the body. */
  readonly data?: unknown;
  /** `json` sends `data` as JSON, everything else as a form. */
  readonly contentType?: string;
  /** A body of its own, in the place of `data`. */
  readonly content?: string | Buffer;
  /** `json` and `text`; else the answer's bytes. */
  readonly dataType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** ms, or for the connection and for the answer; then it rejects. 5000 by default. */
  readonly timeout?: number | readonly number[];
  readonly followRedirect?: boolean;
}

/** What came back. */
export interface CurlAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: unknown;
  readonly res: { readonly status: number; readonly statusCode: number; readonly headers: Readonly<Record<string, string>> };
}

const TIMEOUT = 5000;

/** `app.curl` and `ctx.curl` of Egg, over fetch. */
export async function curl(url: string, options: CurlOptions = {}): Promise<CurlAnswer> {
  const method = (options.method ?? 'GET').toUpperCase();
  const isQuery = method === 'GET' || method === 'HEAD';
  const response = await fetch(isQuery ? withQuery(url, options.data) : url, {
    method,
    headers: { ...typeOf(options, isQuery), ...options.headers },
    redirect: options.followRedirect === true ? 'follow' : 'manual',
    signal: AbortSignal.timeout([options.timeout ?? TIMEOUT].flat().reduce((sum, ms) => Math.max(sum, ms), 0)),
    ...(!isQuery && { body: bodyOf(options) }),
  });
  const { status } = response;
  const headers = Object.fromEntries(response.headers);
  return { status, headers, data: await read(response, options.dataType), res: { status, statusCode: status, headers } };
}

function withQuery(url: string, data: unknown): string {
  if (data === undefined) return url;
  return `${url}${url.includes('?') ? '&' : '?'}${formOf(data).toString()}`;
}

function typeOf({ content, contentType, data }: CurlOptions, isQuery: boolean): Record<string, string> {
  if (isQuery || content !== undefined || data === undefined) return {};
  return { 'content-type': contentType === 'json' ? 'application/json' : 'application/x-www-form-urlencoded' };
}

function bodyOf({ content, contentType, data }: CurlOptions): string | Uint8Array<ArrayBuffer> | null {
  if (content !== undefined) return typeof content === 'string' ? content : new Uint8Array(content);
  if (data === undefined) return null;
  if (typeof data === 'string') return data;
  return contentType === 'json' ? JSON.stringify(data) : formOf(data).toString();
}

function formOf(data: unknown): URLSearchParams {
  if (typeof data !== 'object' || data === null) return new URLSearchParams(String(data));
  return new URLSearchParams(Object.entries(data).map(([name, value]): [string, string] => [name, String(value)]));
}

async function read(response: Response, dataType: string | undefined): Promise<unknown> {
  if (dataType === 'json') return response.json();
  if (dataType === 'text') return response.text();
  return Buffer.from(await response.arrayBuffer());
}
