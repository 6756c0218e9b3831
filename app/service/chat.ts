import { v5, v7 } from 'uuid';
import { Service } from '#kernel';
import { rangeOf } from '#validate';
import type { ChatType, WireMessage } from '../../protocol/index.ts';
import type { Identity } from '../account/identity.ts';
import { ENABLED, type Role } from '../account/user.ts';
import type { CachedUser } from '../cache.ts';
import { saysSomething } from '../messaging/content/check.ts';
import type { Speaker } from '../messaging/content/speaker.ts';
import { seal, type Envelope } from '../messaging/delivery/envelope.ts';
import type { Session } from '../messaging/delivery/session.ts';
import { ChatError, fail, type ErrorCode } from '../error.ts';
import type { OutgoingMessage } from '../messaging/hooks.ts';
import type { Draft, Outcome, StoredMessage } from '../messaging/journal/draft.ts';
import { parseClientId } from '../messaging/journal/message-id.ts';
import { findKnown } from '../messaging/journal/statement.ts';
import type { Decision } from '../policy/single.ts';
import type { Writing } from '../messaging/way/kind.ts';
import { settle } from '../messaging/way/settle.ts';
import type { Way } from '../messaging/way/way.ts';

/** What a sender asks for. */
export interface SendRequest {
  readonly chatType: ChatType;
  readonly to: number;
  readonly type: string;
  readonly data: string;
  readonly options: object | null;
  /** The sender's own id of the message; without one every call is another message. */
  readonly clientId: string | undefined;
  /** The socket it came from, which needs no echo. */
  readonly origin?: Session;
  /** Who speaks for the sender: limits, the order of messages and the right to files go by this user. */
  readonly speaker?: Speaker;
  /** A rule of the caller's own, asked before the content is. What it throws refuses the message, unless it went through before. */
  readonly allow?: () => Promise<void>;
}

/** What a program says in the name of an account. */
export interface Saying {
  /** The account's id. */
  readonly as: number;
  readonly to: number;
  /** `single` by default. */
  readonly chatType?: ChatType;
  /** `text` by default. */
  readonly type?: string;
  readonly data: string;
  readonly options?: object | null;
  /** What makes it the same message, however often it is said to the same: another try, another node. */
  readonly key: string;
}

/** A message that is durable and queued for its receivers. */
export interface SendResult {
  readonly stored: StoredMessage;
  /** The message object, for whoever is answered with it. */
  present(): WireMessage;
}

interface Request extends SendRequest {
  readonly author: CachedUser;
  /** How users write to a conversation of this kind. */
  readonly writing: Writing;
  readonly role: Role;
  readonly id: Buffer;
  /** Words and nothing else: no rule of content has to be asked about it. */
  readonly isPlain: boolean;
  /** What the server says in the options, whatever the sender or a hook does. */
  readonly marks: Marks | undefined;
}

interface Marks {
  readonly automatic?: true;
  readonly speaker?: Pick<Speaker, 'no'>;
}

/** A message in the journal's hands; the outcome is not awaited yet. */
interface PendingMessage {
  readonly request: Request;
  readonly way: Way;
  readonly draft: Draft;
  readonly outcome: Promise<Outcome>;
  /** Set once this call, not a twin of it, delivered the message. */
  readonly sealed: { envelope?: Envelope };
}

/** What a hook may have changed. */
type Content = Pick<OutgoingMessage, 'type' | 'data' | 'options'>;

/** Makes a client id of a key: an id that no client happens upon. */
const SAYINGS = 'f6a1d6a4-6f0c-5d0e-9f39-2a6d5a2c7b11';

/** Characters of options as JSON text. */
const MOST_OPTIONS = 16_384;

/** The one way of a message, whoever sends it. */
export default class ChatService extends Service {
  /** Stores and delivers a message, or the first one with the same client id. */
  async send({ user, session }: Identity, request: SendRequest): Promise<SendResult> {
    const { speaker } = request;
    const asked = this.#throttle(speaker?.userId ?? user.id, session.role, request);
    const wait = typeof asked === 'number' ? asked : await asked;
    if (wait > 0) throw new ChatError('too_many', {}, { retryAfter: wait / 1000 });
    const id = parseClientId(request.clientId ?? v7());
    const marks = speaker && { speaker: { no: speaker.no } };
    const writing = this.app.kinds.writing(request.chatType);
    const wanted: Request = { ...request, author: user, role: session.role, writing, id, isPlain: isPlain(request), marks };
    const next = await this.#inTurn(wanted);
    // Nearly always the first try: nothing is made for others.
    const sent = 'outcome' in next ? await this.#settle(next) : next;
    return sent ?? settle(() => this.#try(wanted));
  }

  /**
   * Says something in the name of an account, without a login: marked as automatic, and once per `key` and receiver. The account may write to
   * whom it could write to itself, and has a limit of its own (`chat.sends.automatic`). Fails with user_not_found, too_many and as `send`.
   */
  async say({ as, to, chatType = 'single', type = 'text', data, options = null, key }: Saying): Promise<SendResult> {
    const author = await this.app.caches.user.get(as);
    if (author?.status !== ENABLED) return fail('user_not_found');
    const wait = this.app.chat.sends.automatic.take(as);
    if (wait > 0) throw new ChatError('too_many', {}, { retryAfter: wait / 1000 });
    const clientId = v5(key, SAYINGS);
    const request: SendRequest = { chatType, to, type, data, options, clientId };
    const made = { id: parseClientId(clientId), writing: this.app.kinds.writing(chatType), isPlain: isPlain(request) };
    const wanted: Request = { ...request, author, role: author.role, ...made, marks: { automatic: true } };
    return settle(() => this.#try(wanted));
  }

  async #try(request: Request): Promise<SendResult | undefined> {
    const next = await this.#inTurn(request);
    return 'outcome' in next ? this.#settle(next) : next;
  }

  /** Up to the journal, behind whatever the sender sent before; at once where no one is ahead and the caches know it all. */
  #inTurn(request: Request): PendingMessage | Promise<PendingMessage | SendResult> {
    const { order, hooks } = this.app.chat;
    const { author, writing, to, speaker } = request;
    const actorId = speaker?.userId ?? author.id;
    const isStraight = order.isFree(actorId) && !hooks.has('beforeSend') && request.isPlain;
    const way = isStraight ? writing.recall(this.app, author.id, to) : undefined;
    if (way) return this.#judge(request, way);
    return order.run(actorId, async () => this.#judge(request, await writing.find(this.ctx, author, to)));
  }

  #judge(request: Request, way: Way): PendingMessage | Promise<PendingMessage | SendResult> {
    const decision = way.decide(request.role);
    if (!decision.allowed) return this.#refuse(request, way, decision.code);
    if (!this.app.chat.hooks.has('beforeSend') && request.isPlain) return this.#append(request, way, { decision, content: request });
    return this.#prepared(request, way).then((content) => this.#append(request, way, { decision, content }));
  }

  /** What the rules of content and the hooks make of a message; their refusal gives way to a message that went through before. */
  async #prepared(request: Request, way: Way): Promise<Content> {
    const { type, data, options } = request;
    const outgoing: OutgoingMessage = { ...this.#about(request), type, data, options };
    try {
      await request.allow?.();
      if (way.place) await this.service.content.prepare(outgoing, way.place, way);
      await this.app.chat.hooks.run('beforeSend', outgoing);
    } catch (error) {
      if (!(await this.#find(request, way))) throw error;
    }
    return outgoing;
  }

  /** What hooks are told of a message beside what it holds. */
  #about({ author: sender, chatType, to, speaker, marks }: Request): Omit<OutgoingMessage, 'type' | 'data' | 'options'> {
    return { sender, chatType, to, origin: this.ctx, isAutomatic: marks?.automatic === true, speaker };
  }

  #append(request: Request, way: Way, { decision, content }: { decision: Decision; content: Content }): PendingMessage {
    const { place } = way;
    if (!place || !decision.allowed) throw new TypeError('only what is allowed is stored');
    const draft: Draft = {
      conversationId: place.conversationId,
      aclVersion: place.aclVersion,
      senderId: request.author.id,
      clientId: request.id,
      type: content.type,
      data: content.data,
      options: writeOptions(request.marks ? { ...content.options, ...request.marks } : content.options),
      spends: decision.spends,
      opens: way.opens,
    };
    const sealed: PendingMessage['sealed'] = {};
    const outcome = this.app.chat.journal.append(draft, (message, isKnown) => {
      const envelope = seal(message, way.present(message));
      sealed.envelope = envelope;
      return way.deliver(message, envelope, isKnown);
    });
    return { request, way, draft, outcome, sealed };
  }

  /** undefined: the rights have changed meanwhile. */
  async #settle({ request, way, draft, sealed, outcome: settling }: PendingMessage): Promise<SendResult | undefined> {
    const outcome = await settling;
    if (outcome.kind === 'stale') {
      way.forget();
      return undefined;
    }
    if (outcome.kind === 'spent') return this.#refuse(request, way, 'quota_used');
    if (draft.opens !== 0 || draft.spends) way.forgetQuota();
    const { message } = outcome;
    const { delivery, hooks } = this.app.chat;
    // Also of a known one: the try that committed it may have failed before its echo.
    if (sealed.envelope) delivery.echo(request.author.id, sealed.envelope, request.origin);
    if (sealed.envelope && outcome.kind === 'stored' && hooks.has('sent')) hooks.tell('sent', { ...this.#about(request), message });
    return { stored: message, present: () => way.present(message) };
  }

  /** A retry of a message that went through gets that message, whatever the rules say by now. */
  async #refuse(request: Request, way: Way, code: ErrorCode): Promise<SendResult> {
    const message = await this.#find(request, way);
    if (!message) return fail(code);
    // The first try may have ended between the commit and the mailbox.
    if (way.isOpen) await way.deliver(message, seal(message, way.present(message)), true);
    return { stored: message, present: () => way.present(message) };
  }

  async #find({ id, author }: Request, { place }: Way): Promise<StoredMessage | undefined> {
    if (!place) return undefined;
    const [known] = await findKnown(this.app.sql, [{ conversationId: place.conversationId, senderId: author.id, clientId: id }]);
    return known;
  }

  /** ms to wait. Bytes are counted as well: of visitors, who come and go, over all nodes. */
  #throttle(userId: number, role: Role, { data, options }: SendRequest): number | Promise<number> {
    const { order, sends } = this.app.chat;
    const size = Buffer.byteLength(data) + (options === null ? 0 : Buffer.byteLength(JSON.stringify(options)));
    const wait = role === 'visitor' ? sends.visitor.take(userId) : sends.user.take(userId);
    if (wait > 0) return wait;
    if (role !== 'visitor') return sends.userBytes.take(userId, Date.now(), size);
    // Behind whatever the visitor sent before, which may be asking.
    if (order.isFree(userId) && sends.visitorBytes.spend(userId, size)) return 0;
    return order.run(userId, () => sends.visitorBytes.ask(userId, size));
  }
}

function isPlain({ type, data, options, allow }: SendRequest): boolean {
  return type === 'text' && options === null && allow === undefined && saysSomething(data);
}

function writeOptions(options: object | null): string | null {
  if (options === null) return null;
  const text = JSON.stringify(options);
  if (text.length > MOST_OPTIONS) fail('input_length', { desc: { zh: '选项', en: 'options' }, range: rangeOf(0, MOST_OPTIONS) });
  return text;
}
