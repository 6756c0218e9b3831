import { shallowReactive, watch } from 'vue';
import type { WireUser } from '../../../protocol/index.ts';
import { socketAddress } from '../../api/address.ts';
import { upload } from '../../api/upload.ts';
import { uploader } from '../../shared/api/file.ts';
import { Api, Client, type ClientState, type Conversation, type Credentials, type TimelineEntry } from '../../shared/index.ts';
import { KEPT } from '../talk.ts';
import type { Host } from './host.ts';
import { Identity, type HandoverCode } from './identity.ts';
import { lang } from './words.ts';

/** Between two tries to reach the server at first, in ms. */
const PAUSE = { first: 1000, longest: 15_000 };

/** What the panel shows, kept current. */
export interface VisitorView {
  state: ClientState;
  /** Whether the server was reached, or tried for, before: then its absence is worth a word. */
  wasConnected: boolean;
  /** The session ended and does not come back by itself. */
  hasEnded: boolean;
  /** Whom one talks to; null until the server has said it. */
  peer: WireUser | null;
  lines: readonly TimelineEntry[];
  isLoaded: boolean;
  hasOlder: boolean;
  /** How far the other side has read. */
  readSeq: number;
  isPeerTyping: boolean;
  /** Whether the visitor has an account. */
  isUser: boolean;
}

/** The visitor's end of the conversation: connects with the kept token, with what the site says of him, or as somebody new. */
export class Visitor {
  readonly client: Client;
  readonly view: VisitorView = shallowReactive<VisitorView>({
    state: 'offline',
    wasConnected: false,
    hasEnded: false,
    peer: null,
    lines: [],
    isLoaded: false,
    hasOlder: false,
    readSeq: 0,
    isPeerTyping: false,
    isUser: false,
  });
  readonly #host: Host;
  readonly #api = new Api({ language: () => lang.value });
  readonly #identity: Identity;
  #conversation: Conversation | null = null;
  #isStarted = false;

  constructor(host: Host) {
    this.#host = host;
    this.#identity = new Identity({ host, api: this.#api, changed: (token) => this.#reconnect(token) });
    const identity = this.#identity;
    const bring = uploader({
      // The route answers in the shape that the uploader names.
      upload: (path, file, options) => upload({ path, file, token: identity.token, language: lang.value }, options) as Promise<never>, // oxlint-disable-line typescript/no-unsafe-type-assertion
    });
    this.client = new Client({ url: socketAddress(), storage: host.storage, getToken: () => identity.find(), upload: bring });
    this.#follow();
    host.listen({
      token: (value) => identity.adopt(value),
      identify: (user) => identity.identify(user),
      reset: async () => {
        this.client.forget();
        await identity.end();
      },
    });
    void this.#start();
  }

  /** null before the other side is known. */
  get conversation(): Conversation | null {
    return this.#conversation;
  }

  /** The end of the conversation is shown, in a page that is seen. */
  seen(): void {
    if (this.#conversation && this.#conversation.unread > 0) this.client.markRead(this.#conversation);
  }

  /** Makes an account of the visitor: same id, same conversation. Throws ApiError. */
  async signUp(credentials: Credentials): Promise<void> {
    await this.#identity.signUp(credentials);
    this.view.isUser = true;
  }

  /** Throws ApiError. */
  handOver(): Promise<HandoverCode> {
    return this.#identity.handOver();
  }

  /** After the session ended: as somebody new. */
  restart(): void {
    this.#identity.forget();
    this.view.hasEnded = false;
    this.client.forget();
    this.client.connect();
  }

  #follow(): void {
    const { client, view } = this;
    client.on('state', (state) => this.#stateChanged(state));
    client.on('user', ({ role }) => {
      view.isUser = role !== 'visitor';
      this.#host.storage.set(KEPT.role, role);
      this.#open();
    });
    client.on('conversation', (changed) => changed === this.#conversation && this.#refresh());
    client.on('list', () => this.#refresh());
    client.on('message', ({ conversation, line }) => {
      if (conversation === this.#conversation && !line.isMine && !this.#isLookedAt) this.#host.ring(line.seq);
    });
    for (const event of ['online', 'offline', 'pageshow']) addEventListener(event, () => client.wake());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && client.wake());
    watch(
      () => this.#host.stand.isOpen,
      () => client.wake(),
    );
  }

  /** Finds whom to talk to, for as long as it takes. */
  async #start(): Promise<void> {
    for (let tries = 0; !this.view.peer; tries++) {
      const peer = await this.#findPeer().catch(() => null);
      if (peer) this.view.peer = peer;
      else await this.#pause(tries);
    }
    this.#isStarted = true;
    this.#open();
    // The row of the conversation has what was read, here and on the other side.
    void this.client.conversations();
    this.client.connect();
  }

  async #findPeer(): Promise<WireUser> {
    const { account } = this.#host.settings;
    if (account === '') return (await this.#api.demo()).kefu;
    return (await this.#api.call(`/api/userinfo/${encodeURIComponent(account)}`, { method: 'GET' })) as WireUser; // oxlint-disable-line typescript/no-unsafe-type-assertion
  }

  #pause(tries: number): Promise<void> {
    this.view.state = 'connecting';
    this.view.wasConnected = true;
    return new Promise((resolve) => setTimeout(resolve, Math.min(PAUSE.longest, PAUSE.first * 2 ** tries)));
  }

  #open(): void {
    this.#conversation = this.view.peer && this.client.open(this.view.peer.id);
    this.#refresh();
  }

  #stateChanged(state: ClientState): void {
    this.view.state = state;
    if (state === 'up_to_date') this.view.wasConnected = true;
    if (state === 'signed_out' || state === 'stopped') this.view.hasEnded = this.#identity.hasEnded();
    this.#refresh();
  }

  #reconnect(token: string | null): void {
    this.view.hasEnded = false;
    this.client.disconnect();
    if (token === null) this.client.forget();
    else if (this.#isStarted) this.client.connect();
  }

  get #isLookedAt(): boolean {
    return this.#host.stand.isOpen && document.visibilityState === 'visible';
  }

  #refresh(): void {
    const shown = this.#conversation;
    if (!shown) return;
    const { lines, timeline, peerReadSeq: readSeq, typing } = shown;
    const { isLoaded, hasOlder } = timeline;
    Object.assign(this.view, { lines, isLoaded, hasOlder, readSeq, isPeerTyping: typing.length > 0 });
    this.#host.unread(shown.unread);
  }
}
