import { watch } from 'vue';
import type { WireLink, WireLobby, WireUser } from '../../../protocol/index.ts';
import { socketAddress } from '../../api/address.ts';
import { Api, ApiError, Client, type ClientState, type Conversation, type Credentials } from '../../shared/index.ts';
import type { Uploader } from '../../shared/uploads.ts';
import type { FileSource } from '../../ui/files.ts';
import { KEPT } from '../talk.ts';
import type { Host } from './host.ts';
import { Identity, type HandoverCode } from './identity.ts';
import { Lobby } from './lobby.ts';
import { newView } from './visitor-view.ts';
import { lang, t } from './words.ts';

/** Between two tries to reach the server at first, in ms. */
const PAUSE = { first: 1000, longest: 15_000 };

/** The visitor's end of the conversation: connects with the kept token, with what the site says of him, or as somebody new once he writes. */
export class Visitor {
  readonly client: Client;
  readonly view = newView();
  /** What opens the files of messages. */
  readonly files: FileSource;
  readonly #host: Host;
  readonly #api = new Api({ language: () => lang.value });
  readonly #identity: Identity;
  readonly #lobby: Lobby;
  #conversation: Conversation | null = null;
  #isStarted = false;
  /** Whether the messages are on the screen; nobody sees them while another pane is. */
  #isShown = true;

  constructor(host: Host) {
    this.#host = host;
    this.#identity = new Identity({ host, api: this.#api, changed: (token) => this.#reconnect(token) });
    const identity = this.#identity;
    // The route answers in the shape that the links name.
    const ask = (urls: readonly string[]) =>
      this.#api.call('/api/chat/upload/links', { body: { urls }, token: identity.token }) as Promise<WireLink[]>; // oxlint-disable-line typescript/no-unsafe-type-assertion
    this.files = { ask, links: null };
    this.#lobby = new Lobby({ api: this.#api, isSeen: () => this.#isLookedAt, told: (lobby) => this.#toldInLobby(lobby) });
    this.client = new Client({
      url: socketAddress(),
      storage: host.storage,
      getToken: () => this.#token(),
      upload: (file, way) => this.#bring(file, way),
    });
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

  /** The messages are shown, or another pane in their place. */
  shows(isShown: boolean): void {
    this.#isShown = isShown;
  }

  /** The end of the conversation is shown, in a page that is seen. */
  seen(): void {
    if (this.#conversation && this.#conversation.unread > 0) this.client.markRead(this.#conversation);
  }

  /** Makes an account of the visitor: same id, same conversation. Throws ApiError. */
  async signUp(credentials: Credentials): Promise<void> {
    await this.#identity.signUp(credentials);
    Object.assign(this.view, { isUser: true, username: credentials.username });
  }

  /** Goes on as the user of an account; what the visitor wrote stays the visitor's. Throws ApiError. */
  async signIn(credentials: Credentials): Promise<void> {
    await this.#identity.signIn(credentials);
  }

  /** Ends the session, and goes on as somebody new. */
  async signOut(): Promise<void> {
    this.client.forget();
    this.#host.storage.set(KEPT.draft, null);
    await this.#identity.end();
    this.#begin();
  }

  /** Throws ApiError. */
  handOver(): Promise<HandoverCode> {
    return this.#identity.handOver();
  }

  /** Whether the code of this session is still to be used. Throws ApiError. */
  isHandoverWaiting(): Promise<boolean> {
    return this.#identity.isHandoverWaiting();
  }

  /** What the server's clock says now, in ms since 1970. */
  serverTime(): number {
    return this.client.serverTime(Date.now());
  }

  /** After the session ended: as somebody new, or as whom the site has named. */
  restart(): void {
    this.view.hasEnded = false;
    this.client.forget();
    this.#identity.restart();
    this.#begin();
  }

  #follow(): void {
    const { client, view } = this;
    client.on('state', (state) => this.#stateChanged(state));
    client.on('user', () => this.#open());
    client.on('units', (units) => this.#toldUnits(units));
    if (client.units) this.#toldUnits(client.units);
    client.on('conversation', (changed) => {
      if (view.isNobody && client.unsent.length > 0) this.#begin();
      if (changed === this.#conversation) this.#refresh();
    });
    client.on('list', () => this.#refresh());
    client.on('presence', () => this.#refresh());
    client.on('message', ({ conversation, line }) => {
      if (conversation === this.#conversation && !line.isMine && !this.#isLookedAt) this.#host.ring(line.seq);
    });
    for (const event of ['online', 'offline', 'pageshow']) addEventListener(event, () => this.#wake());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.#wake());
    watch(
      () => this.#host.stand.isOpen,
      () => this.#wake(),
    );
    this.#open();
  }

  #wake(): void {
    this.client.wake();
    this.#lobby.look();
  }

  /** Finds whom to talk to, for as long as it takes. */
  async #start(): Promise<void> {
    for (let tries = 0; !this.view.peer; tries++) {
      const peer = await this.#findPeer().catch(() => null);
      if (peer) this.view.peer = peer;
      else await this.#pause(tries);
    }
    this.#isStarted = true;
    this.#begin();
  }

  /** Connects as who one is already, or to send what waits; before that nobody is made, and the lobby tells what there is to know. */
  #begin(): void {
    const { view, client } = this;
    view.isNobody = !this.#identity.isSomebody && client.unsent.length === 0;
    this.#open();
    if (view.isNobody && view.peer) return this.#lobby.enter(view.peer.uuid);
    this.#lobby.leave();
    // The row of the conversation has what was read, here and on the other side.
    void client.conversations();
    return client.connect();
  }

  /** A visitor who has written nothing has everything there is. */
  #toldInLobby(lobby: WireLobby | null): void {
    const { view } = this;
    view.state = lobby ? 'up_to_date' : 'connecting';
    view.wasConnected = true;
    view.isPeerHere = lobby?.is_here ?? null;
    if (lobby?.units) this.#toldUnits(new Set(lobby.units));
    if (lobby) this.#refuse(lobby.is_open ? '' : t('closedText'), 'VISITOR_SIGN_SECRET is set: see docs/widget.md');
    this.#refresh();
  }

  #toldUnits(units: ReadonlySet<string>): void {
    this.view.hasFiles = units.has('file');
  }

  /** What the server refuses does not get better by waiting alone: it is said, here and to whoever builds the site. */
  #refuse(refusal: string, reason: string): void {
    if (refusal && refusal !== this.view.refusal) this.#host.warn(`no visitor is taken. ${reason}`);
    this.view.refusal = refusal;
  }

  /** What carries files comes with the first of them. */
  async #bring(...[file, way]: Parameters<Uploader>): ReturnType<Uploader> {
    const { carry } = await import('./carry.ts');
    return carry(await this.#identity.find())(file, way);
  }

  async #token(): Promise<string> {
    try {
      const token = await this.#identity.find();
      this.#refuse('', '');
      return token;
    } catch (error) {
      this.#refuse(refusalOf(error), String(error));
      throw error;
    }
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

  /** Who it is, of an earlier visit at first, and whom one talks to. */
  #open(): void {
    const { peer } = this.view;
    const { role = 'visitor', username = '' } = this.client.user ?? {};
    Object.assign(this.view, { username, isUser: role !== 'visitor', isKnown: this.#host.storage.get(KEPT.known) !== null });
    this.#conversation = peer && this.client.open(peer.id);
    if (peer) this.client.watch([peer.id]);
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
    this.files.links?.clear();
    this.client.disconnect();
    if (token === null) this.client.forget();
    if (this.#isStarted) this.#begin();
  }

  get #isLookedAt(): boolean {
    return this.#isShown && this.#host.stand.isOpen && document.visibilityState === 'visible';
  }

  #refresh(): void {
    const shown = this.#conversation;
    if (!shown) return;
    const { lines, timeline, peerReadSeq: readSeq, typing, unread } = shown;
    const { isNobody } = this.view;
    const { hasOlder } = timeline;
    const isLoaded = timeline.isLoaded || isNobody;
    const isPeerHere = isNobody ? this.view.isPeerHere : this.client.isOnline(shown.peerId);
    Object.assign(this.view, { lines, isLoaded, hasOlder, readSeq, unread, isPeerHere, isPeerTyping: typing.length > 0 });
    this.#host.unread(unread);
  }
}

/** Why an identity was refused, in words for visitors; '' for a server that was not reached or is in trouble. */
function refusalOf(error: unknown): string {
  if (!(error instanceof ApiError) || error.status < 400 || error.status >= 500) return '';
  return error.text;
}
