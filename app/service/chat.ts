import { v4 } from 'uuid';
import { Service } from '#kernel';
import type { ChatType, WireMessage } from '../../protocol/index.ts';
import { seal, type Envelope } from '../delivery/envelope.ts';
import type { Session } from '../delivery/session.ts';
import { ChatError, fail } from '../error.ts';
import type { Identity } from '../account/identity.ts';
import type { OutgoingMessage } from '../hooks.ts';
import type { Draft, Outcome, StoredMessage } from '../journal/draft.ts';
import { parseClientId } from '../journal/message-id.ts';
import { findKnown } from '../journal/statement.ts';
import { decideSingle, QUOTA, type Decision } from '../policy/single.ts';
import { goneUser, presentMessage } from '../presenter/message.ts';
import type { CachedConversation, CachedUser } from '../cache.ts';

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

interface Way {
  readonly author: Identity;
  readonly target: CachedUser;
  readonly conversation: CachedConversation;
  readonly clientId: Buffer;
  readonly request: SendRequest;
}

/** A changed right is asked again this many times; each time the caches were just emptied. */
const MOST_TRIES = 5;

/** A message in the journal's hands; the outcome is not awaited yet. */
interface Appended {
  readonly way: Way;
  readonly draft: Draft;
  readonly envelope: () => Envelope | undefined;
  readonly outcome: Promise<Outcome>;
}

/** The one way of a message, whoever sends it. */
export default class ChatService extends Service {
  /** Stores and delivers a message, or the first one with the same client id. */
  async send(author: Identity, request: SendRequest): Promise<Sent> {
    if (request.chatType === 'group') fail('group_send_closed');
    const wait = this.#throttle(author);
    if (wait > 0) throw new ChatError('too_many', {}, { retryAfter: wait / 1000 });
    const clientId = parseClientId(request.clientId ?? v4());
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const next = await this.app.chat.order.run(author.user.id, () => this.#prepare(author, request, clientId));
      const sent = 'outcome' in next ? await this.#settle(next) : next;
      if (sent) return sent;
    }
    throw new ChatError('unavailable', {}, { retryAfter: 1 });
  }

  /** Up to the journal: who is the receiver, what does the policy say, what do the hooks make of it. */
  async #prepare(author: Identity, request: SendRequest, clientId: Buffer): Promise<Appended | Sent> {
    const { user } = this.app.caches;
    const target = user.peek(request.to) ?? (await user.get(request.to));
    if (target?.status !== 1) {
      return this.#refuse({ author, target: target ?? goneUser(request.to), request, clientId }, 'recipient_unavailable');
    }
    if (target.id === author.user.id) fail('message_self');
    const conversation = await this.service.conversation.openSingle(author.user.id, target.id);
    const way: Way = { author, target, conversation, clientId, request };
    const decision = await this.#decide(way);
    if (!decision.allowed) return this.#refuse(way, decision.code);
    return this.#append(way, await this.#draft(way, decision.spends));
  }

  async #decide({ author, target, conversation }: Way): Promise<Decision> {
    const senderId = author.user.id;
    const { relation } = this.app.caches;
    const key = `${senderId}:${target.id}`;
    const quota = conversation.quotas.get(senderId) ?? QUOTA.fresh;
    return decideSingle({ senderId, role: author.session.role, target, relation: relation.peek(key) ?? (await relation.get(key)), quota });
  }

  async #draft(way: Way, spends: boolean): Promise<Draft> {
    const { author, target, conversation, clientId } = way;
    const { type, data, options } = await this.#beforeSend(way);
    return {
      conversationId: conversation.id,
      aclVersion: conversation.aclVersion,
      senderId: author.user.id,
      clientId,
      type,
      data,
      options: options === null ? null : JSON.stringify(options),
      spends,
      // Whoever answers opens the other direction.
      opens: conversation.quotas.get(target.id) === QUOTA.open ? 0 : target.id,
    };
  }

  async #beforeSend(way: Way): Promise<Pick<OutgoingMessage, 'type' | 'data' | 'options'>> {
    const { chatType, to, type, data, options } = way.request;
    if (!this.app.chat.hooks.has('beforeSend')) return { type, data, options };
    const outgoing: OutgoingMessage = { author: way.author, chatType, to, type, data, options };
    try {
      await this.app.chat.hooks.run('beforeSend', outgoing);
    } catch (error) {
      const known = await this.#find(way);
      if (!known) throw error;
    }
    return outgoing;
  }

  #append(way: Way, draft: Draft): Appended {
    let envelope: Envelope | undefined;
    const outcome = this.app.chat.journal.append(draft, (message, isKnown) => {
      envelope = seal(message, this.#present(way, message));
      return this.app.chat.delivery.send({ message, envelope, receiverId: way.target.id, isKnown });
    });
    return { way, draft, outcome, envelope: () => envelope };
  }

  /** undefined: the rights have changed meanwhile. */
  async #settle({ way, draft, envelope, outcome: settling }: Appended): Promise<Sent | undefined> {
    const outcome = await settling;
    if (outcome.kind === 'stale') return this.#forgetRights(way);
    if (outcome.kind === 'spent') return this.#refuse(way, 'quota_used');
    if (draft.opens !== 0 || draft.spends) this.#forgetConversation(way);
    const { message } = outcome;
    const sealed = envelope();
    if (sealed && outcome.kind === 'stored') {
      this.app.chat.delivery.echo(way.author.user.id, sealed, way.request.origin);
      this.app.chat.hooks.tell('sent', { author: way.author, message });
    }
    return this.#sent(way, message);
  }

  /** A retry of a message that went through gets that message, whatever the rules say by now. */
  async #refuse(way: Omit<Way, 'conversation'> & { conversation?: CachedConversation }, code: ChatError['code']): Promise<Sent> {
    const conversation = way.conversation ?? (await this.service.conversation.findSingle(way.author.user.id, way.target.id));
    const known = conversation && (await this.#find({ ...way, conversation }));
    if (known) return this.#sent({ ...way, conversation }, known);
    return fail(code);
  }

  async #find({ author, conversation, clientId }: Way): Promise<StoredMessage | undefined> {
    const key = { conversationId: conversation.id, senderId: author.user.id, clientId };
    const [known] = await findKnown(this.app.sql, [key]);
    return known;
  }

  #sent(way: Way, message: StoredMessage): Sent {
    return { stored: message, present: () => this.#present(way, message) };
  }

  #present({ author, target }: Way, message: StoredMessage): WireMessage {
    return presentMessage(message, { sender: author.user, target, chatType: 'single' });
  }

  #throttle({ user, session }: Identity): number {
    const { visitor, user: others } = this.app.chat.sends;
    return (session.role === 'visitor' ? visitor : others).take(user.id);
  }

  #forgetRights(way: Way): undefined {
    const { author, target } = way;
    this.#forgetConversation(way);
    this.app.caches.user.forget(target.id);
    this.app.caches.relation.forget(`${author.user.id}:${target.id}`);
  }

  #forgetConversation({ conversation }: Way): void {
    this.app.invalidate([`conversation:${conversation.key}`]);
  }
}
