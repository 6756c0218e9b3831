import type { WireHandover } from '../../../protocol/index.ts';
import { Api, ApiError, uuid, type Credentials } from '../../shared/index.ts';
import { KEPT, type SiteAnswer, type SiteUser } from '../talk.ts';
import type { Host } from './host.ts';

/** A code that takes the session to another device. */
export type HandoverCode = WireHandover;

interface IdentityOptions {
  readonly host: Host;
  readonly api: Api;
  /** There is another token now; null for none. */
  changed(token: string | null): void;
}

/** Who the visitor is to the server: the token, and the ways to another one. */
export class Identity {
  readonly #options: IdentityOptions;
  /** What it answers is read by whoever builds the site. */
  readonly #site = new Api({ language: () => 'en' });
  #token: string | null = null;
  /** A file and its message want one at the same time. */
  #finding: Promise<string> | null = null;
  /** While the site's word is being heard nobody is made anew. */
  #identified: Promise<SiteAnswer | null> = Promise.resolve(null);
  #isAsking = false;
  /** Whom the site has named last. */
  #told: SiteUser | null = null;

  constructor(options: IdentityOptions) {
    this.#options = options;
  }

  get token(): string | null {
    return this.#token;
  }

  /** Whether one was here before, or is by now: else nobody is made before there is something to say. */
  get isSomebody(): boolean {
    return (this.#token ?? this.#kept(KEPT.token)) !== null;
  }

  /** The token to connect with: the one of an earlier visit, or that of a new visitor. Rejects when none can be made now. */
  find(): Promise<string> {
    this.#finding ??= this.#find().finally(() => (this.#finding = null));
    return this.#finding;
  }

  /** Goes on with another token: of another tab, of an account, of a user of the site. */
  adopt(next: string | null): void {
    if (next === this.#token) return;
    this.#token = next;
    this.#options.changed(next);
  }

  /** The server no longer takes the token; false where another tab has kept the next one, which is taken. */
  hasEnded(): boolean {
    const kept = this.#kept(KEPT.token);
    if (kept === null || kept === this.#token) return this.#token !== null;
    this.adopt(kept);
    return false;
  }

  /** Becomes a user of the site, if the server takes what the site says; null where that was not reached. */
  identify(user: SiteUser): Promise<SiteAnswer | null> {
    // It may be asked again while the server takes its time: twice would end the session of the first.
    if (this.#isAsking && this.#told?.token === user.token) return this.#identified;
    this.#told = user;
    this.#isAsking = true;
    this.#identified = this.#identify(user).finally(() => (this.#isAsking = false));
    return this.#identified;
  }

  /** From now on somebody new, or whom the site has named. */
  restart(): void {
    this.forget();
    if (this.#told) void this.identify(this.#told);
  }

  /** Makes an account of the visitor: same id, same conversation. Throws ApiError. */
  async signUp(credentials: Credentials): Promise<void> {
    await this.#enter('/api/visitorregChat', credentials, this.#token);
  }

  /** Goes on with the session of an account. Throws ApiError. */
  async signIn(credentials: Credentials): Promise<void> {
    await this.#enter('/api/visitorloginChat', credentials, null);
  }

  /** Throws ApiError. */
  async isHandoverWaiting(): Promise<boolean> {
    const told = await this.#options.api.call('/api/chat/handover', { method: 'GET', token: this.#token });
    return typeof told === 'object' && told !== null && 'waiting' in told && told.waiting === true;
  }

  /** Throws ApiError. */
  async handOver(): Promise<HandoverCode> {
    const made = await this.#options.api.call('/api/chat/handover', { body: {}, token: this.#token });
    return made as HandoverCode; // oxlint-disable-line typescript/no-unsafe-type-assertion
  }

  /** Ends the session at the server too. */
  async end(): Promise<void> {
    const ending = this.#token ?? this.#kept(KEPT.token);
    this.#told = null;
    this.forget();
    if (ending !== null) await this.#options.api.logout(ending).catch(() => undefined);
  }

  /** From now on nobody; the next one is somebody new. */
  forget(): void {
    for (const key of [KEPT.token, KEPT.known]) this.#options.host.storage.set(key, null);
    this.#token = null;
  }

  async #enter(path: string, credentials: Credentials, token: string | null): Promise<void> {
    const body = { ...credentials, deviceId: this.#device(), timestamp: Date.now() };
    this.#keep(tokenIn(await this.#options.api.call(path, { body, token })));
  }

  async #find(): Promise<string> {
    await this.#identified;
    this.#token ??= await this.#options.host.token(async () => (await this.#options.api.visitorRegister(this.#device())).token);
    return this.#token;
  }

  async #identify(user: SiteUser): Promise<SiteAnswer | null> {
    const { host } = this.#options;
    const person = personIn(user.token);
    // A page says it at each load.
    if (this.#kept(KEPT.token) !== null && this.#kept(KEPT.known) === person) return { ok: true };
    const body = { deviceId: this.#device(), timestamp: Date.now(), token: user.token };
    try {
      const account = await this.#site.call('/api/visitorIdentify', { body, token: this.#token ?? this.#kept(KEPT.token) });
      host.storage.set(KEPT.known, person);
      this.#keep(tokenIn(account));
      return { ok: true };
    } catch (error) {
      return answerOf(error);
    }
  }

  #device(): string {
    const device = this.#kept(KEPT.device) ?? uuid();
    this.#options.host.storage.set(KEPT.device, device);
    return device;
  }

  #keep(token: string): void {
    this.#options.host.storage.set(KEPT.token, token);
    this.adopt(token);
  }

  #kept(key: string): string | null {
    return this.#options.host.storage.get(key);
  }
}

/** A refusal for whoever builds the site; null where the server may answer otherwise later. */
function answerOf(error: unknown): SiteAnswer | null {
  if (!(error instanceof ApiError)) return { ok: false, code: 'failed', text: String(error) };
  const { code, status, text } = error;
  if (status < 400 || status === 429 || status >= 500) return null;
  return { ok: false, code, text };
}

/** What a site's token says of its visitor, without what differs from one token to the next. It is the server that looks at the signature. */
function personIn(token: string): string {
  try {
    const [, payload = ''] = token.split('.');
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.codePointAt(0) ?? 0);
    const { sub, nickname, avatar, email } = JSON.parse(new TextDecoder().decode(bytes)) as Readonly<Record<string, unknown>>; // oxlint-disable-line typescript/no-unsafe-type-assertion
    return JSON.stringify([sub, nickname, avatar, email]);
  } catch {
    return token;
  }
}

function tokenIn(account: unknown): string {
  if (typeof account === 'object' && account !== null && 'token' in account && typeof account.token === 'string') return account.token;
  throw new ApiError('unreadable', { status: 200 });
}
