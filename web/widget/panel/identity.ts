import type { WireHandover } from '../../../protocol/index.ts';
import { ApiError, uuid, type Api, type Credentials } from '../../shared/index.ts';
import { KEPT, type SiteUser } from '../talk.ts';
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
  #token: string | null = null;
  /** While the site's word is being heard nobody is made anew. */
  #identified: Promise<void> = Promise.resolve();

  constructor(options: IdentityOptions) {
    this.#options = options;
  }

  get token(): string | null {
    return this.#token;
  }

  /** The token to connect with: the one of an earlier visit, or that of a new visitor. Rejects when none can be made now. */
  async find(): Promise<string> {
    await this.#identified;
    this.#token ??= await this.#options.host.token(async () => (await this.#options.api.visitorRegister(this.#device())).token);
    return this.#token;
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

  /** Becomes a user of the site, if the server takes the signature. */
  identify(user: SiteUser): void {
    this.#identified = this.#identify(user);
  }

  /** Makes an account of the visitor: same id, same conversation. Throws ApiError. */
  async signUp(credentials: Credentials): Promise<void> {
    const body = { ...credentials, deviceId: this.#device(), timestamp: Date.now() };
    const account = await this.#options.api.call('/api/visitorregChat', { body, token: this.#token });
    this.#options.host.storage.set(KEPT.role, 'user');
    this.#keep(tokenIn(account));
  }

  /** Throws ApiError. */
  async handOver(): Promise<HandoverCode> {
    const made = await this.#options.api.call('/api/chat/handover', { body: {}, token: this.#token });
    return made as HandoverCode; // oxlint-disable-line typescript/no-unsafe-type-assertion
  }

  /** Ends the session at the server too. */
  async end(): Promise<void> {
    const ending = this.#token ?? this.#kept(KEPT.token);
    this.forget();
    if (ending !== null) await this.#options.api.logout(ending).catch(() => undefined);
  }

  /** From now on nobody; the next one is somebody new. */
  forget(): void {
    for (const key of [KEPT.token, KEPT.known, KEPT.role]) this.#options.host.storage.set(key, null);
    this.#token = null;
  }

  async #identify(user: SiteUser): Promise<void> {
    const { api, host } = this.#options;
    if (this.#isKnown(user)) return;
    const { id: externalId, ...rest } = user;
    const body = { deviceId: this.#device(), timestamp: Date.now(), externalId, ...rest };
    try {
      const account = await api.call('/api/visitorIdentify', { body, token: this.#token ?? this.#kept(KEPT.token) });
      host.storage.set(KEPT.known, JSON.stringify(user));
      this.#keep(tokenIn(account));
    } catch (error) {
      host.refused(error instanceof ApiError ? error.text || error.code : String(error));
    }
  }

  /** Whether this user is here already. An account keeps its rights: the site's word would make a visitor of it again. */
  #isKnown(user: SiteUser): boolean {
    const known = this.#kept(KEPT.known);
    if (known === null || this.#kept(KEPT.token) === null) return false;
    return known === JSON.stringify(user) || (this.#kept(KEPT.role) === 'user' && known.includes(JSON.stringify(user.id)));
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

function tokenIn(account: unknown): string {
  if (typeof account === 'object' && account !== null && 'token' in account && typeof account.token === 'string') return account.token;
  throw new ApiError('unreadable', { status: 200 });
}
