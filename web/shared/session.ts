import type { ClientFrame, Entry, ServerFrame, ServerFrames, WireUser } from '../../protocol/index.ts';
import { Acks } from './acks.ts';
import type { ClientEvents, ClientOptions } from './client-options.ts';
import type { Conversation } from './conversation.ts';
import { Conversations } from './conversations.ts';
import type { UnsentMessage } from './draft.ts';
import type { Emitter } from './emitter.ts';
import type { Environment } from './environment.ts';
import type { Extras } from './extras.ts';
import { KeptTexts } from './kept-texts.ts';
import { Outbox } from './outbox.ts';
import { Presence } from './presence.ts';
import { Quotes } from './quotes.ts';
import { recallOf } from './recalls.ts';
import { RequestError } from './request-error.ts';
import { Requests } from './requests.ts';
import { ServerClock } from './server-clock.ts';
import { ServerFacts } from './server-facts.ts';
import { isSignal, Signals } from './signals.ts';
import { Sync } from './sync.ts';
import { confirmed, echo, settled, type PlacedEntry, type TimelineEntry } from './timeline-entry.ts';
import { Typing } from './typing.ts';
import { NOBODY, UnsentStore } from './unsent-store.ts';
import { recallUser, rememberUser } from './user-store.ts';

/** `since` lies this far, in ms, before the state it names: nodes' clocks differ, and hearing of a conversation twice is harmless. */
const OVERLAP = 10_000;

/** Frames by which the session goes on. */
type Own = Extract<ServerFrame, { readonly op: 'welcome' | 'ready' | 'message' | 'sent' | 'refused' | 'error' }>;

interface SessionOptions {
  readonly options: ClientOptions;
  readonly environment: Environment;
  readonly emitter: Emitter<ClientEvents>;
  /** False when there is no open connection. */
  readonly send: (frame: ClientFrame) => boolean;
  readonly changed: (conversation?: Conversation | null) => void;
}

/** What the client holds for its user, and what each frame of the server does to it. */
export class Session {
  readonly acks: Acks;
  readonly outbox: Outbox;
  readonly conversations: Conversations;
  readonly sync: Sync;
  readonly typing: Typing;
  readonly presence: Presence;
  readonly quotes: Quotes;
  readonly requests: Requests;
  readonly keptTexts: KeptTexts;
  readonly clock: ServerClock;
  /** What the server said of itself. */
  readonly server: ServerFacts;
  readonly #context: SessionOptions;
  readonly #signals: Signals;
  #user: WireUser | null = null;
  #since: number | undefined;
  /** Whether units of the server add to messages: few do. */
  #isExtended = false;
  #extras: Promise<Extras | undefined> | undefined;

  constructor(context: SessionOptions) {
    const { environment, options, emitter, send, changed } = context;
    this.#context = context;
    this.server = new ServerFacts({ storage: options.storage, changed: (units) => emitter.emit('units', units) });
    this.acks = new Acks({ environment, send: (n) => void send({ op: 'ack', n }) });
    this.outbox = new Outbox({
      environment,
      window: options.window ?? 1,
      upload: options.upload,
      latest: (chatType, to) => this.conversations.with(chatType, to).last?.message.create_time ?? 0,
      transmit: (frame) => void send({ op: 'send', ...frame }),
      changed: ({ chatType, to }) => changed(this.conversations.with(chatType, to)),
    });
    this.conversations = new Conversations({
      limits: options.limits ?? { lines: 1000, hole: 500 },
      echoes: (conversation) => this.#echoes(conversation),
      unsent: () => this.outbox.list(),
    });
    this.requests = new Requests(send);
    const { conversations, requests } = this;
    const line = (entry: Entry): PlacedEntry => this.#line(entry);
    this.sync = new Sync({ environment, requests, conversations, changed, line });
    this.quotes = new Quotes({ requests, changed, line });
    this.typing = new Typing({ environment, changed, tell: (conversation) => void send({ op: 'typing', conversation }) });
    this.presence = new Presence({
      ask: (users) => void send({ op: 'presence', users }),
      changed: (online) => emitter.emit('presence', online),
    });
    const { sync, typing, presence } = this;
    this.#signals = new Signals({ conversations, sync, typing, presence, emitter, changed, me: () => this.#user?.id });
    this.keptTexts = new KeptTexts(() => environment.now());
    this.clock = new ServerClock({ environment, changed: (skew) => emitter.emit('clock', skew) });
    this.#adopt(recallUser(options.storage));
  }

  get user(): WireUser | null {
    return this.#user;
  }

  /** What to say in `hello`. */
  get since(): number | undefined {
    return this.#since;
  }

  /** Applies one frame. */
  take(frame: ServerFrame): void {
    if (isSignal(frame)) return this.#signals.take(frame);
    const own = frame as Own; // oxlint-disable-line typescript/no-unsafe-type-assertion -- all others come to the default
    switch (own.op) {
      case 'welcome':
        return this.#welcome(own);
      case 'ready':
        return this.#ready(own);
      case 'message':
        return this.#message(own);
      case 'sent':
        return this.#sent(own);
      case 'refused':
        return this.#refused(own);
      case 'error':
        return this.#error(own);
      default: // an answer, or a frame of a unit; what nobody listens to is ignored
        if (!this.requests.answer(frame)) this.#context.emitter.emit(`frame:${frame.op}`, frame);
    }
  }

  /** The connection went away. */
  closed(): void {
    this.acks.reset();
    this.outbox.closed();
    this.sync.closed();
    this.typing.stop(this.conversations.all);
    this.presence.closed();
    this.requests.failAll();
  }

  /** One's own message as a line, by the server's clock as those beside it. */
  echo(unsent: UnsentMessage): TimelineEntry {
    const { chatType, to, time, after = 0 } = unsent;
    return echo({ ...unsent, time: Math.max(this.clock.at(time), after) }, this.#user, this.conversations.with(chatType, to).peer);
  }

  /** Forgets the user and everything that is the user's, except in the storage what waits to be sent. */
  forget(): void {
    this.#clear();
    this.#adopt(null);
  }

  /** Takes one's own message back; its tombstone comes as a message. */
  async recall({ message }: TimelineEntry): Promise<void> {
    await this.requests.ask('recall', { id: message.id });
  }

  /** Tells the server a read cursor that it may not know. */
  tellRead({ id, readSeq, hasUntoldRead }: Conversation, isMarked = false): void {
    if (id !== null && (hasUntoldRead || isMarked)) this.#context.send({ op: 'read', conversation: id, seq: readSeq });
  }

  #welcome(frame: ServerFrames['welcome']): void {
    this.server.told(frame);
    this.#isExtended = frame.extras !== undefined;
    this.clock.told(frame.time);
    this.#adopt(frame.user);
    this.outbox.opened(frame.limits.payload);
    for (const conversation of this.conversations.all) this.tellRead(conversation);
    this.quotes.opened();
    this.presence.opened();
    this.sync.opened();
  }

  #ready(frame: ServerFrames['ready']): void {
    this.#since = frame.time - OVERLAP;
    this.sync.ready(frame);
    // Nobody hears of changes while away.
    if (this.#isExtended) void this.sync.until(async () => (await this.#loadExtras())?.read());
    this.#context.changed();
  }

  /** Where the script does not arrive they are as the pages told them, until the next try. */
  #loadExtras(): Promise<Extras | undefined> {
    const { conversations, requests } = this;
    return (this.#extras ??= import('./extras.ts').then(
      ({ Extras }) => new Extras({ ...this.#context, conversations, requests }),
      () => (this.#extras = undefined),
    ));
  }

  #message(frame: ServerFrames['message']): void {
    const conversation = this.conversations.ofMessage(frame.conversation, frame.message, this.#user?.id ?? null);
    const line = this.#line(frame);
    const recalled = conversation.at(recallOf(line)?.seq ?? 0);
    if (recalled) this.keptTexts.keep(recalled);
    const isNew = this.#place(conversation, line);
    this.acks.take();
    this.typing.ended(conversation, line.message.from_id);
    if (isNew) this.#tell(conversation, line);
  }

  #tell(conversation: Conversation, line: PlacedEntry): void {
    const { emitter } = this.#context;
    const { kind, notice } = line;
    if (kind === 'message') return emitter.emit('message', { conversation, line });
    if (kind === 'recalled' || !notice) return;
    emitter.emit('notice', { conversation, line, notice });
    // Roles, mutes and members are in the row only.
    if (conversation.kind === 'group') this.sync.listSoon();
  }

  #sent(frame: ServerFrames['sent']): void {
    const unsent = this.outbox.confirm(frame.client_id);
    if (!unsent) return;
    const conversation = this.conversations.with(unsent.chatType, unsent.to);
    this.conversations.identify(conversation, frame.conversation);
    this.#place(conversation, settled(this.echo(unsent), frame));
    this.#context.emitter.emit('sent', frame);
  }

  #refused(frame: ServerFrames['refused']): void {
    this.outbox.refused(frame);
    this.#context.emitter.emit('refused', frame);
  }

  #error({ code, text, ref, after }: ServerFrames['error']): void {
    const error = new RequestError(code, text, after);
    if (ref !== undefined) return this.requests.fail(ref, error);
    if (after !== undefined) this.outbox.holdBack(after);
    this.#context.emitter.emit('error', { code, text });
  }

  #place(conversation: Conversation, line: PlacedEntry): boolean {
    const [called, isNew] = [conversation.mentionSeq, conversation.take(line)];
    if (conversation.isOpen) this.sync.checkSoon(conversation);
    // A call was taken back: where the user was called before stands in the row.
    if (!conversation.isKnown || conversation.mentionSeq < called) this.sync.listSoon();
    this.#context.changed(conversation);
    return isNew;
  }

  #line(entry: Entry): PlacedEntry {
    const line = confirmed(entry, this.#user?.id ?? null);
    if (line.isMine) this.outbox.confirm(line.clientId);
    return line;
  }

  #echoes({ kind, peerId }: Conversation): readonly TimelineEntry[] {
    return this.outbox.list().flatMap((unsent) => (unsent.to === peerId && unsent.chatType === kind ? [this.echo(unsent)] : []));
  }

  #adopt(user: WireUser | null): void {
    const { storage } = this.#context.options;
    const [known, id] = [this.#user, user?.id ?? NOBODY];
    this.#user = user;
    if (user && JSON.stringify(user) === JSON.stringify(known)) return;
    rememberUser(storage, user);
    if (user && known && id !== known.id) this.#clear();
    if (storage && id !== known?.id) this.outbox.keepIn(new UnsentStore(storage, id));
    if (user) this.#context.emitter.emit('user', user);
  }

  #clear(): void {
    this.#since = undefined;
    this.outbox.clear();
    this.conversations.clear();
    this.sync.forget();
    this.quotes.clear();
    this.keptTexts.clear();
    this.presence.clear();
    this.#context.changed(null);
  }
}
