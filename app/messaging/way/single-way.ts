import type { Application } from '#kernel';
import type { WireMessage } from '../../../protocol/index.ts';
import { ENABLED, type Role } from '../../account/user.ts';
import type { CachedConversation, CachedRelation, CachedUser } from '../../cache.ts';
import type { Envelope } from '../delivery/envelope.ts';
import type { StoredMessage } from '../journal/draft.ts';
import { decideSingle, QUOTA, type Decision } from '../../policy/single.ts';
import { goneUser, presentMessage } from '../../presenter/message.ts';
import { between } from '../../presenter/sides.ts';
import type { Destination, Way } from './way.ts';

/** What decides whether one user may write to another, from the caches or SQL. */
export interface SingleFacts {
  readonly sender: CachedUser;
  readonly targetId: number;
  readonly target: CachedUser | null;
  readonly relation: CachedRelation;
  /** null: the two have none, and will not get one. */
  readonly conversation: CachedConversation | null;
}

/** From one user to another. */
export class SingleWay implements Way {
  readonly opens: number;
  readonly isBanned = false;
  readonly #app: Application;
  readonly #facts: SingleFacts;

  constructor(app: Application, facts: SingleFacts) {
    this.#app = app;
    this.#facts = facts;
    // Whoever answers opens the other direction.
    this.opens = facts.conversation?.quotas.get(facts.targetId) === QUOTA.open ? 0 : facts.targetId;
  }

  /** The way as the caches know it; undefined when they do not know all of it. */
  static recall(app: Application, senderId: number, targetId: number): SingleWay | undefined {
    const { user, relation: relations, conversation: conversations } = app.caches;
    const sender = user.peek(senderId);
    const target = user.peek(targetId);
    const relation = relations.peek(`${senderId}:${targetId}`);
    const conversation = conversations.peek(singleKey(senderId, targetId));
    // Of a closed account, or one that was closed, the caches may disagree: `service.way` asks.
    return sender && target && relation && conversation?.closed.size === 0
      ? new SingleWay(app, { sender, targetId, target, relation, conversation })
      : undefined;
  }

  get place(): Destination | null {
    const { conversation } = this.#facts;
    return conversation && { conversationId: conversation.id, aclVersion: conversation.aclVersion };
  }

  get isOpen(): boolean {
    const { target, relation } = this.#facts;
    return target?.status === 1 && !relation.isBlocked;
  }

  get mayAct(): boolean {
    const { sender, conversation } = this.#facts;
    return sender.status === ENABLED && !conversation?.closed.has(sender.id);
  }

  decide(role: Role): Decision {
    const { sender, targetId, relation, conversation } = this.#facts;
    const quota = conversation?.quotas.get(sender.id) ?? QUOTA.fresh;
    const target = conversation?.closed.has(targetId) ? null : this.#facts.target;
    return decideSingle({ senderId: sender.id, isOpen: this.mayAct, role, target, relation, quota });
  }

  /** Nobody: there is one who may be meant. */
  calls(): undefined {
    return undefined;
  }

  present(message: StoredMessage): WireMessage {
    const { sender, target, targetId } = this.#facts;
    return presentMessage(message, between(sender, target ?? goneUser(targetId), this.#app.caches.faces.of(message)));
  }

  deliver(message: StoredMessage, envelope: Envelope, isKnown: boolean): Promise<void> {
    return this.#app.chat.delivery.send({ message, envelope, receiverId: this.#facts.targetId, isKnown });
  }

  forgetQuota(): void {
    const { sender, targetId } = this.#facts;
    this.#app.invalidate([`conversation:${singleKey(sender.id, targetId)}`]);
  }

  forget(): void {
    const { sender, targetId } = this.#facts;
    const { user, relation } = this.#app.caches;
    this.forgetQuota();
    user.forget(sender.id);
    user.forget(targetId);
    relation.forget(`${sender.id}:${targetId}`);
  }
}

/** The key of two users' conversation, whoever asks. */
export function singleKey(a: number, b: number): string {
  return `single:${Math.min(a, b)}:${Math.max(a, b)}`;
}
