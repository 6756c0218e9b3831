import { v7 } from 'uuid';
import { Service } from '#kernel';
import type { ChatType, WireMessage } from '../../protocol/index.ts';
import { seal, type Envelope } from '../delivery/envelope.ts';
import type { Session } from '../delivery/session.ts';
import { ChatError, fail, type ErrorCode } from '../error.ts';
import type { Identity } from '../account/identity.ts';
import type { OutgoingMessage } from '../hooks.ts';
import type { Draft, Outcome, StoredMessage } from '../journal/draft.ts';
import { parseClientId } from '../journal/message-id.ts';
import { findKnown } from '../journal/statement.ts';
import { decideSingle, QUOTA } from '../policy/single.ts';
import { goneUser, presentMessage } from '../presenter/message.ts';
import type { CachedConversation, CachedRelation, CachedUser, Role } from '../cache.ts';
import { singleKey } from './conversation.ts';

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
}

/** A message that is durable and queued for its receivers. */
export interface Sent {
  readonly stored: StoredMessage;
  /** The message object, for whoever is answered with it. */
  present(): WireMessage;
}

/** What the policy asks about, from the caches or SQL. */
interface Facts {
  readonly sender: CachedUser;
  readonly target: CachedUser | null;
  readonly relation: CachedRelation;
  /** null: the two have none, and will not get one. */
  readonly conversation: CachedConversation | null;
}

interface Request extends SendRequest {
  readonly role: Role;
  readonly id: Buffer;
}

/** A message that may go. */
interface Way {
  readonly request: Request;
  readonly sender: CachedUser;
  readonly target: CachedUser;
  readonly conversation: CachedConversation;
}

/** A message in the journal's hands; the outcome is not awaited yet. */
interface Appended {
  readonly way: Way;
  readonly draft: Draft;
  readonly outcome: Promise<Outcome>;
  /** Set once this call, not a twin of it, delivered the message. */
  readonly sealed: { envelope?: Envelope };
}

/** What a hook may have changed. */
type Content = Pick<OutgoingMessage, 'type' | 'data' | 'options'>;

const STRANGER: CachedRelation = { isFriend: false, isBlocked: false, isFollowing: false };
/** A changed right is asked again this many times; each time the caches were just emptied. */
const MOST_TRIES = 5;
/** Characters of options as JSON text. */
const MOST_OPTIONS = 16_384;

/** The one way of a message, whoever sends it. */
export default class ChatService extends Service {
  /** Stores and delivers a message, or the first one with the same client id. */
  async send(author: Identity, request: SendRequest): Promise<Sent> {
    if (request.chatType === 'group') fail('group_send_closed');
    const wait = this.#throttle(author);
    if (wait > 0) throw new ChatError('too_many', {}, { retryAfter: wait / 1000 });
    const wanted: Request = { ...request, role: author.session.role, id: parseClientId(request.clientId ?? v7()) };
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const next = await this.#inTurn(author, wanted);
      const sent = 'outcome' in next ? await this.#settle(next) : next;
      if (sent) return sent;
    }
    throw new ChatError('unavailable', {}, { retryAfter: 1 });
  }

  /** Up to the journal, behind whatever the sender sent before; at once where no one is ahead and the caches know it all. */
  #inTurn({ user }: Identity, request: Request): Appended | Promise<Appended | Sent> {
    const { order, hooks } = this.app.chat;
    const isStraight = order.isFree(user.id) && !hooks.has('beforeSend');
    const facts = isStraight ? this.#recall(user.id, request.to) : undefined;
    if (facts) return this.#judge(request, facts);
    return order.run(user.id, async () => this.#judge(request, await this.#learn(user, request.to)));
  }

  #recall(senderId: number, targetId: number): Facts | undefined {
    const { user, relation: relations, conversation: conversations } = this.app.caches;
    const sender = user.peek(senderId);
    const target = user.peek(targetId);
    const relation = relations.peek(`${senderId}:${targetId}`);
    const conversation = conversations.peek(singleKey(senderId, targetId));
    return sender && target && relation && conversation ? { sender, target, relation, conversation } : undefined;
  }

  async #learn(user: CachedUser, targetId: number): Promise<Facts> {
    const { user: users, relation: relations } = this.app.caches;
    const sender = (await users.get(user.id)) ?? user;
    const target = await users.get(targetId);
    const { conversation } = this.service;
    if (target?.status !== 1 || target.id === sender.id) {
      return { sender, target, relation: STRANGER, conversation: await conversation.findSingle(sender.id, targetId) };
    }
    const relation = await relations.get(`${sender.id}:${targetId}`);
    return { sender, target, relation, conversation: await conversation.openSingle(sender.id, targetId) };
  }

  #judge(request: Request, facts: Facts): Appended | Promise<Appended | Sent> {
    const { sender, target, relation, conversation } = facts;
    const quota = conversation?.quotas.get(sender.id) ?? QUOTA.fresh;
    const decision = decideSingle({ senderId: sender.id, role: request.role, target, relation, quota });
    if (!decision.allowed) return this.#refuse(request, facts, decision.code);
    if (!target || !conversation) return this.#refuse(request, facts, 'recipient_unavailable');
    const way: Way = { request, sender, target, conversation };
    if (!this.app.chat.hooks.has('beforeSend')) return this.#append(way, request, decision.spends);
    return this.#changed(way).then((content) => this.#append(way, content, decision.spends));
  }

  /** What the hooks make of a message; their refusal gives way to a message that went through before. */
  async #changed(way: Way): Promise<Content> {
    const { chatType, to, type, data, options } = way.request;
    const outgoing: OutgoingMessage = { sender: way.sender, chatType, to, type, data, options };
    try {
      await this.app.chat.hooks.run('beforeSend', outgoing);
    } catch (error) {
      if (!(await this.#find(way.request, way))) throw error;
    }
    return outgoing;
  }

  #append(way: Way, content: Content, spends: boolean): Appended {
    const { conversation, sender, target, request } = way;
    const draft: Draft = {
      conversationId: conversation.id,
      aclVersion: conversation.aclVersion,
      senderId: sender.id,
      clientId: request.id,
      type: content.type,
      data: content.data,
      options: writeOptions(content.options),
      spends,
      // Whoever answers opens the other direction.
      opens: conversation.quotas.get(target.id) === QUOTA.open ? 0 : target.id,
    };
    const { journal, delivery } = this.app.chat;
    const sealed: Appended['sealed'] = {};
    const outcome = journal.append(draft, (message, isKnown) => {
      const envelope = seal(message, present(way, message));
      sealed.envelope = envelope;
      return delivery.send({ message, envelope, receiverId: target.id, isKnown });
    });
    return { way, draft, outcome, sealed };
  }

  /** undefined: the rights have changed meanwhile. */
  async #settle({ way, draft, sealed, outcome: settling }: Appended): Promise<Sent | undefined> {
    const outcome = await settling;
    const { request, sender } = way;
    if (outcome.kind === 'stale') return this.#forgetRights(way);
    if (outcome.kind === 'spent') return this.#refuse(request, way, 'quota_used');
    if (draft.opens !== 0 || draft.spends) this.#forgetConversation(way);
    const { message } = outcome;
    if (sealed.envelope && outcome.kind === 'stored') {
      this.app.chat.delivery.echo(sender.id, sealed.envelope, request.origin);
      this.app.chat.hooks.tell('sent', { sender, message });
    }
    return { stored: message, present: () => present(way, message) };
  }

  /** A retry of a message that went through gets that message, whatever the rules say by now. */
  async #refuse(
    request: Request,
    { sender, target, conversation }: Pick<Facts, 'sender' | 'target' | 'conversation'>,
    code: ErrorCode,
  ): Promise<Sent> {
    const message = conversation && (await this.#find(request, { sender, conversation }));
    if (!message) return fail(code);
    const parties = { sender, target: target ?? goneUser(request.to) };
    if (parties.target.status === 1 && code !== 'blocked') {
      // The first try may have ended between the commit and the mailbox.
      const envelope = seal(message, present(parties, message));
      await this.app.chat.delivery.send({ message, envelope, receiverId: request.to, isKnown: true });
    }
    return { stored: message, present: () => present(parties, message) };
  }

  async #find({ id }: Request, { sender, conversation }: Pick<Way, 'sender' | 'conversation'>): Promise<StoredMessage | undefined> {
    const [known] = await findKnown(this.app.sql, [{ conversationId: conversation.id, senderId: sender.id, clientId: id }]);
    return known;
  }

  #throttle({ user, session }: Identity): number {
    const { visitor, user: others } = this.app.chat.sends;
    return (session.role === 'visitor' ? visitor : others).take(user.id);
  }

  #forgetRights(way: Way): undefined {
    const { user, relation } = this.app.caches;
    this.#forgetConversation(way);
    user.forget(way.target.id);
    relation.forget(`${way.sender.id}:${way.target.id}`);
  }

  #forgetConversation({ conversation }: Way): void {
    this.app.invalidate([`conversation:${conversation.key}`]);
  }
}

function present({ sender, target }: Pick<Way, 'sender' | 'target'>, message: StoredMessage): WireMessage {
  return presentMessage(message, { sender, target, chatType: 'single' });
}

function writeOptions(options: object | null): string | null {
  if (options === null) return null;
  const text = JSON.stringify(options);
  if (text.length > MOST_OPTIONS) fail('input_length', { desc: { zh: '选项', en: 'options' }, min: 0, max: MOST_OPTIONS });
  return text;
}
