import type { ChatType, WireMessage, WireUser } from '../../protocol/index.ts';
import { ApiError } from './api-error.ts';

/** One's own account with the token for everything else, as far as the screens use it. */
export interface Account extends WireUser {
  readonly token: string;
}

/** What signing up and signing in need. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** For signing up where that takes one. */
  readonly invitation?: string;
}

/** A message sent over HTTP; the same `client_id` gives the same message. */
export interface PostedMessage {
  readonly sendto_id: number;
  readonly chatType: ChatType;
  readonly type: string;
  readonly data: string;
  readonly client_id?: string;
}

interface ApiOptions {
  /** Origin of the server; empty for the page's own. */
  readonly base?: string;
  /** Language of error texts, `zh` or `en`; asked at each call, since a page may switch. */
  readonly language?: () => string;
  /** The global one when absent. */
  readonly fetch?: typeof fetch;
}

/** One request: POST unless it says otherwise. */
export interface Call {
  readonly method?: 'GET' | 'POST';
  readonly body?: object;
  readonly token?: string | null;
}

/** The HTTP routes that screens use before and beside the socket. Every method throws ApiError. */
export class Api {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions = {}) {
    this.#options = options;
  }

  register(credentials: Credentials): Promise<Account> {
    return this.#account('/api/regChat', { body: credentials });
  }

  login(credentials: Credentials): Promise<Account> {
    return this.#account('/api/loginChat', { body: credentials });
  }

  /** Gives a visitor an identity; the token of an earlier visit gives the same one back. */
  visitorRegister(deviceId: string, token: string | null = null): Promise<Account> {
    return this.#account('/api/visitorRegister', { body: { deviceId, timestamp: Date.now() }, token });
  }

  /** Ends the session of a token at once, on every node. */
  async logout(token: string): Promise<void> {
    await this.call('/api/chat/logout', { body: {}, token });
  }

  /** Sends without a socket. */
  async send(token: string, message: PostedMessage): Promise<WireMessage> {
    return expect(await this.call('/api/chat/socket/sendmessage', { body: message, token }), isMessage);
  }

  /** The service account that the demo page's visitors write to. */
  async demo(): Promise<{ readonly kefu: WireUser }> {
    return expect(await this.call('/api/demo', { method: 'GET' }), isDemo);
  }

  async #account(path: string, call: Call): Promise<Account> {
    return expect(await this.call(path, call), isAccount);
  }

  /** Any route: the `data` of its envelope. Throws ApiError. */
  async call(path: string, call: Call, isAgain = false): Promise<unknown> {
    const response = await this.#fetch(path, call);
    const { msg, data, code } = await read(response);
    if (response.ok && msg === 'ok') return data;
    // A device whose clock is wrong says the server's time instead of its own.
    if (code === 'signature_expired' && !isAgain)
      return this.call(path, { ...call, body: { ...call.body, timestamp: Date.parse(response.headers.get('date') ?? Date()) } }, true);
    const text = typeof data === 'string' ? data : '';
    throw new ApiError(typeof code === 'string' ? code : 'unreadable', { status: response.status, text });
  }

  async #fetch(path: string, { method = 'POST', body, token }: Call): Promise<Response> {
    const { base = '', language, fetch: send = fetch } = this.#options;
    const headers = new Headers({ 'Accept-Language': language?.() ?? 'zh' });
    if (body) headers.set('Content-Type', 'application/json');
    if (token) headers.set('token', token);
    try {
      return await send(base + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    } catch (cause) {
      throw new ApiError('unreachable', { cause });
    }
  }
}

interface Envelope {
  readonly msg?: unknown;
  readonly data?: unknown;
  readonly code?: unknown;
}

async function read(response: Response): Promise<Envelope> {
  const value: unknown = await response.json().catch(() => null);
  return typeof value === 'object' && value !== null ? value : {};
}

function expect<Value>(value: unknown, test: (value: unknown) => value is Value): Value {
  if (!test(value)) throw new ApiError('unreadable', { status: 200 });
  return value;
}

function isUser(value: unknown): value is WireUser {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'number';
}

function isAccount(value: unknown): value is Account {
  return isUser(value) && 'token' in value && typeof value.token === 'string';
}

function isMessage(value: unknown): value is WireMessage {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}

function isDemo(value: unknown): value is { readonly kefu: WireUser } {
  return typeof value === 'object' && value !== null && 'kefu' in value && isUser(value.kefu);
}
