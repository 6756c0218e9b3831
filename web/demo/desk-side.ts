import { CLOSE } from '../../protocol/index.ts';
import { Client, type Account, type Api, type ClientState, type Conversation } from '../shared/index.ts';
import { avatar, nameOf } from './avatar.ts';
import { socketAddress } from './address.ts';
import { button, element } from './element.ts';
import { ListView } from './list-view.ts';
import { LocalStore } from './local-store.ts';
import { SignInView } from './sign-in-view.ts';
import { StatusView } from './status-view.ts';
import { ThreadView } from './thread-view.ts';

interface DeskOptions {
  readonly api: Api;
  /** The number of unread messages changed. */
  readonly counted: (unread: number) => void;
}

/** The service half of the page: a sign-in form, then conversations and the chosen one. */
export class DeskSide {
  readonly client: Client;
  readonly signIn: SignInView;
  readonly #root: HTMLElement;
  readonly #api: Api;
  readonly #storage = new LocalStore('desk');
  readonly #list: ListView;
  readonly #thread: ThreadView;
  readonly #title = element('h3', { class: 'thread-title' });
  readonly #desk: HTMLElement;

  constructor(root: HTMLElement, { api, counted }: DeskOptions) {
    const storage = this.#storage;
    const client = new Client({ url: socketAddress(), getToken: async () => storage.get('token'), storage });
    this.#root = root;
    this.#api = api;
    this.client = client;
    this.signIn = new SignInView({ api, signedIn: (account) => this.#enter(account) });
    this.#thread = new ThreadView({ client, storage, empty: 'emptyThread' });
    this.#list = new ListView({ client, choose: (conversation) => this.#choose(conversation) });
    this.#desk = this.#layout();
    client.on('list', () => counted(client.unread));
    client.on('state', (state) => this.#stateChanged(state));
    client.on('user', () => this.#choose(null));
    if (storage.get('token')) this.#begin();
    else root.append(this.signIn.root);
  }

  /** The panel came into sight. */
  see(): void {
    this.#thread.see();
  }

  #layout(): HTMLElement {
    const status = new StatusView({ client: this.client });
    status.root.append(button({ class: 'plain', word: 'signOut', onClick: () => void this.#signOut() }));
    const back = button({ class: 'back', label: 'back', text: '‹', onClick: () => this.#choose(null) });
    const head = element('div', { class: 'thread-head' }, [back, this.#title]);
    const chosen = element('div', { class: 'chosen' }, [head, this.#thread.root]);
    const hint = element('p', { class: 'empty unchosen', word: 'choose' });
    return element('div', { class: 'desk' }, [status.root, element('div', { class: 'desk-body' }, [this.#list.root, chosen, hint])]);
  }

  #enter({ token }: Account): void {
    this.#storage.set('token', token);
    this.#begin();
  }

  #begin(): void {
    this.#root.replaceChildren(this.#desk);
    this.client.connect();
    void this.client.conversations();
  }

  #choose(conversation: Conversation | null): void {
    this.#desk.classList.toggle('has-chosen', conversation !== null);
    this.#list.mark(conversation);
    if (!conversation) return this.#thread.clear();
    const { peerId, chatType, peer } = conversation;
    this.#title.replaceChildren(avatar(peerId, nameOf(peer)), element('span', { text: nameOf(peer), attributes: { dir: 'auto' } }));
    this.#thread.show(this.client.open(peerId, chatType), `draft.${this.client.user?.id}.${peerId}`);
    this.#thread.focus();
  }

  /** The server may be away: the token is forgotten here all the same. */
  async #signOut(): Promise<void> {
    const token = this.#storage.get('token');
    this.#leave();
    if (token) await this.#api.logout(token).catch(() => undefined);
  }

  #stateChanged(state: ClientState): void {
    if (state !== 'signed_out') return;
    const isReplaced = this.client.closeCode === CLOSE.replaced.code;
    this.#leave();
    this.signIn.explain(isReplaced ? 'replaced' : 'expired');
  }

  #leave(): void {
    this.#storage.set('token', null);
    this.#choose(null);
    this.client.forget();
    this.signIn.explain(null);
    this.#root.replaceChildren(this.signIn.root);
  }
}
