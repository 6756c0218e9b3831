import type { WireLimits, WireUser } from '../../protocol/index.ts';
import { Changes } from './changes.ts';
import type { ClientEvents, ClientOptions, ClientState, SettingChanges } from './client-options.ts';
import { Connection } from './connection.ts';
import type { Conversation, ConversationKind } from './conversation.ts';
import type { Draft, UnsentMessage } from './draft.ts';
import { Emitter } from './emitter.ts';
import { platform, type Cancel } from './environment.ts';
import type { KeptText } from './kept-texts.ts';
import type { QuoteState } from './quotes.ts';
import { RequestError } from './request-error.ts';
import type { AnswerTo, Asking, Question } from './requests.ts';
import { Session } from './session.ts';
import type { TimelineEntry } from './timeline-entry.ts';

/** Speaks `foyer.1`: keeps a connection, the conversations of its user, and what the user sent until the server has it. See docs/client.md. */
export class Client {
  readonly #keep: number;
  readonly #options: ClientOptions;
  readonly #emitter = new Emitter<ClientEvents>();
  readonly #changes = new Changes<Conversation | null>((changed) => this.#tell(changed));
  readonly #connection: Connection;
  readonly #session: Session;
  /** In order of opening, the latest last. */
  readonly #opened = new Set<Conversation>();
  #told: { readonly state: ClientState; readonly retryAt: number | null } = { state: 'offline', retryAt: null };

  constructor(options: ClientOptions) {
    const environment = platform(options);
    this.#options = options;
    this.#keep = options.keep ?? 12;
    this.#connection = new Connection({
      url: options.url,
      environment,
      getToken: () => options.getToken(),
      since: () => this.#session.since,
      received: (frames) => frames.forEach((frame) => this.#session.take(frame)),
      clock: (time) => this.#session.clock.told(time),
      changed: () => this.#connectionChanged(),
    });
    this.#session = new Session({
      options,
      environment,
      emitter: this.#emitter,
      send: (frame) => this.#connection.send(frame),
      changed: (conversation) => this.#changes.touch(conversation),
    });
  }

  /** What to show of the connection. */
  get state(): ClientState {
    const { status } = this.#connection;
    if (status === 'idle') return 'offline';
    if (status !== 'open') return status;
    return this.#session.sync.isUpToDate ? 'up_to_date' : 'catching_up';
  }

  /** When the next try to connect begins, in ms since 1970; null unless one is planned. */
  get retryAt(): number | null {
    return this.#connection.retryAt;
  }

  /** Why the last connection ended, as in protocol/close.ts. */
  get closeCode(): number | null {
    return this.#connection.closeCode;
  }

  /** Who is signed in; after a reload it may come from the storage before the server has said it. */
  get user(): WireUser | null {
    return this.#session.user;
  }

  /** What the server's clock says when this device's says `now`, both in ms since 1970. */
  serverTime(now: number): number {
    return this.#session.clock.at(now);
  }

  /** What the server takes of this user, as it last said; null before it did. */
  get limits(): WireLimits | null {
    return this.#session.server.limits;
  }

  /** Features of the server that are on, by the names of their units; after a reload as the storage has them, null where nobody has said it. */
  get units(): ReadonlySet<string> | null {
    return this.#session.server.units;
  }

  /** Addresses of the scripts that units of the server bring to our screens, as it last said. */
  get screens(): readonly string[] {
    return this.#session.server.screens;
  }

  /** Others' messages not read, over all conversations known here that are not quiet; 100 means "more than 99". */
  get unread(): number {
    return this.#session.conversations.unread;
  }

  /** Conversations with something to show, the pinned first, then the newest, as far as they were fetched or heard of. */
  get list(): readonly Conversation[] {
    return this.#session.conversations.listed;
  }

  /** One's own messages that are not confirmed yet, in the order of sending. */
  get unsent(): readonly UnsentMessage[] {
    return this.#session.outbox.list();
  }

  /** Calls `listener` on every `name` until the returned function is called. */
  on<Name extends keyof ClientEvents>(name: Name, listener: (value: ClientEvents[Name]) => void): Cancel {
    return this.#emitter.on(name, listener);
  }

  /** Asks what a unit of the server answers over the socket. Rejects with a RequestError: what the server refused, or `lost` without a connection. */
  request<Op extends Asking>(op: Op, question: Question<Op>): Promise<AnswerTo<Op>> {
    return this.#session.requests.ask(op, question);
  }

  /** Connects and stays connected, until `disconnect` or until the server ends it for good. */
  connect(): void {
    this.#connection.start();
  }

  /** Goes offline by wish: nothing is lost, `connect` resumes. */
  disconnect(): void {
    this.#session.acks.flush();
    this.#connection.stop();
  }

  /** Goes offline and forgets the user and all conversations, so that someone else may sign in. Unsent messages stay in the storage for their owner. */
  forget(): void {
    this.disconnect();
    this.#opened.clear();
    this.#session.forget();
  }

  /** Call when the page becomes visible or the network changes: looks at once whether the line still stands. */
  wake(): void {
    this.#connection.wake();
  }

  /** Keeps the lines of a conversation from now on and fetches the newest, also when connected only later. */
  open(peerId: number, kind: ConversationKind = 'single'): Conversation {
    const conversation = this.#session.conversations.with(kind, peerId);
    this.#opened.delete(conversation);
    this.#opened.add(conversation);
    const [longest] = this.#opened;
    if (longest && this.#opened.size > this.#keep) this.close(longest);
    if (!conversation.isOpen) conversation.open();
    this.#session.sync.check(conversation);
    return conversation;
  }

  /** Lets go of a conversation's lines; its counts go on. */
  close(conversation: Conversation): void {
    this.#opened.delete(conversation);
    conversation.close();
  }

  /** Sends a message, or queues it while there is no connection; answers with its echo, which `lines` of its conversation shows too. */
  send(draft: Draft): TimelineEntry {
    const { outbox, sync, conversations } = this.#session;
    const conversation = conversations.with(draft.chatType ?? 'single', draft.to);
    this.#session.typing.sent(conversation);
    conversation.timeline.toLatest();
    if (conversation.isOpen) sync.check(conversation);
    return this.#session.echo(outbox.add(draft));
  }

  /** Sends a failed message again; false when it is not a failed one. */
  retry(clientId: string): boolean {
    return this.#session.outbox.retry(clientId);
  }

  /** Deletes a message that was refused or never went out; false when the server may already have it. */
  discard(clientId: string): boolean {
    return this.#session.outbox.discard(clientId);
  }

  /** Fetches the next older or newer page of an open conversation into its lines. Throws RequestError, `lost` while there is no connection. */
  async history(conversation: Conversation, direction: 'older' | 'newer' = 'older'): Promise<void> {
    const { timeline } = conversation;
    await this.#session.sync.page(conversation, direction === 'older' ? timeline.olderQuery() : timeline.newerQuery());
  }

  /** Shows the lines around a seq of an open conversation, instead of those here when it is not among them. Throws RequestError. */
  async jump(conversation: Conversation, seq: number): Promise<void> {
    const { timeline } = conversation;
    if (!timeline.at(seq)) await this.#session.sync.page(conversation, timeline.aroundQuery(seq));
    // Long lines before it have filled the page.
    if (!timeline.at(seq)) await this.#session.sync.page(conversation, timeline.aroundQuery(seq, 1));
  }

  /** Back to the newest lines of an open conversation, from wherever someone had scrolled or jumped to. */
  toLatest(conversation: Conversation): void {
    conversation.timeline.toLatest();
    this.#session.sync.check(conversation);
    this.#changes.touch(conversation);
  }

  /** Fetches the newest page of the conversation list into `list`, now and after each connect. */
  async conversations(): Promise<void> {
    await this.#session.sync.list();
  }

  /** Fetches the next page of the list; answers whether there are more. Throws RequestError. */
  moreConversations(): Promise<boolean> {
    return this.#session.sync.moreList();
  }

  /** The user has seen a conversation up to `seq`, to its end when absent: its count follows, here and on every other screen. */
  markRead(conversation: Conversation, seq = conversation.lastSeq): void {
    const { marked } = conversation.settings;
    if (!conversation.read(seq)) this.#session.sync.listSoon();
    this.#session.tellRead(conversation, marked);
    this.#changes.touch(conversation);
  }

  /** Pins, quiets, marks as unread or hides a conversation, here at once and on every other screen. Rejects when the server refuses; then it is as before. */
  async set(conversation: Conversation, changes: SettingChanges): Promise<void> {
    const { id, settings } = conversation;
    if (id === null || !this.#options.set) throw new RequestError('lost', 'There is nothing to set yet');
    const { pinned = settings.pinned, quiet = settings.quiet, unread: marked = settings.marked, hidden } = changes;
    conversation.set({ pinned, quiet, marked });
    if (hidden === true) conversation.leave();
    this.#changes.touch(conversation);
    try {
      await this.#options.set(id, changes);
    } catch (error) {
      conversation.set(settings);
      this.#changes.touch(conversation);
      throw error;
    }
  }

  /** Takes one's own message back. Its tombstone comes as for everybody. Throws RequestError: `recall_late`, `recall_forbidden`, `lost`. */
  recall(line: TimelineEntry): Promise<void> {
    return this.#session.recall(line);
  }

  /** What one took back oneself within the last 5 minutes, to write it anew; null for other lines. */
  textOfRecalled(line: TimelineEntry): KeptText | null {
    return this.#session.keptTexts.of(line);
  }

  /** What a line quotes; null when it quotes nothing. What is not loaded is fetched: the conversation changes when it has come. */
  quoteOf(conversation: Conversation, line: TimelineEntry): QuoteState | null {
    return this.#session.quotes.of(conversation, line);
  }

  /** The user is typing: call at each key, the others hear of it at most every 3 s. */
  typing(conversation: Conversation): void {
    this.#session.typing.tell(conversation);
  }

  /** Who of those watched is online. */
  get online(): ReadonlySet<number> {
    return this.#session.presence.online;
  }

  /** Whether one of those watched is online; null where the server has not told it on this connection. */
  isOnline(user: number): boolean | null {
    return this.#session.presence.of(user);
  }

  /** Watches these friends, or accounts of the service, from now on, instead of those before; at most 200. */
  watch(users: readonly number[]): void {
    this.#session.presence.watch(users);
  }

  #connectionChanged(): void {
    if (this.#connection.status !== 'open') this.#session.closed();
    this.#changes.touch();
  }

  /** What changed: conversations, and null where only the list did. */
  #tell(changed: ReadonlySet<Conversation | null>): void {
    const { state, retryAt } = this;
    const isNew = state !== this.#told.state || retryAt !== this.#told.retryAt;
    this.#told = { state, retryAt };
    if (isNew) this.#emitter.emit('state', state);
    for (const conversation of changed) if (conversation) this.#emitter.emit('conversation', conversation);
    if (changed.size > 0) this.#emitter.emit('list', this.list);
  }
}
