import { Client, uuid, type Api } from '../shared/index.ts';
import type { WireUser } from '../../protocol/index.ts';
import { socketAddress } from './address.ts';
import { LocalStore } from './local-store.ts';
import { StatusView } from './status-view.ts';
import { ThreadView } from './thread-view.ts';

/** The visitor's half of the page: an identity without signing up, and a conversation with the service account. */
export class VisitorSide {
  readonly client: Client;
  readonly #api: Api;
  readonly #storage = new LocalStore('visitor');
  readonly #thread: ThreadView;

  constructor(root: HTMLElement, api: Api) {
    this.#api = api;
    const storage = this.#storage;
    this.client = new Client({ url: socketAddress(), getToken: () => this.#token(), storage });
    this.#thread = new ThreadView({ client: this.client, storage, empty: 'emptyVisitor' });
    const status = new StatusView({ client: this.client, restart: () => this.#restart() });
    root.append(status.root, this.#thread.root);
  }

  /** Begins to talk to `peer`. */
  start(peer: WireUser): void {
    const show = (): void => this.#thread.show(this.client.open(peer.id), `draft.${peer.id}`);
    // A new visit is someone else: the old conversation is not theirs.
    this.client.on('user', show);
    show();
    // The row of the conversation has what was read, here and on the other side.
    void this.client.conversations();
    this.client.connect();
  }

  /** The panel came into sight. */
  see(): void {
    this.#thread.see();
  }

  /** What an earlier visit left, else a new identity; tabs that open together share one. */
  async #token(): Promise<string> {
    const kept = this.#storage.get('token');
    if (kept) return kept;
    if (!('locks' in navigator)) return this.#register();
    return navigator.locks.request('foyer.visitor', async () => this.#storage.get('token') ?? this.#register());
  }

  async #register(): Promise<string> {
    const device = this.#storage.get('device') ?? uuid();
    this.#storage.set('device', device);
    const { token } = await this.#api.visitorRegister(device);
    this.#storage.set('token', token);
    return token;
  }

  #restart(): void {
    this.#storage.set('token', null);
    this.client.connect();
  }
}
