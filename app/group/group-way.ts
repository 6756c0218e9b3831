import type { Application } from '#kernel';
import type { WireMessage } from '../../protocol/index.ts';
import { ENABLED } from '../account/user.ts';
import { GROUP_STATUS, type CachedGroup, type CachedUser } from '../cache.ts';
import { decideMention, type Mention } from '../messaging/content/options.ts';
import type { Envelope } from '../messaging/delivery/envelope.ts';
import type { StoredMessage } from '../messaging/journal/draft.ts';
import { decideGroup } from '../policy/group.ts';
import type { Decision } from '../policy/single.ts';
import { presentMessage } from '../presenter/message.ts';
import { inGroup } from '../presenter/sides.ts';
import { hasMention, markMentions } from './mention.ts';
import type { Destination, Way } from '../messaging/way/way.ts';

/** From one user, or the system, to all members of a group. */
export class GroupWay implements Way {
  readonly opens = 0;
  readonly #app: Application;
  readonly #sender: CachedUser;
  readonly #groupId: number;
  readonly #group: CachedGroup | null;

  constructor(app: Application, sender: CachedUser, group: CachedGroup | number) {
    this.#app = app;
    this.#sender = sender;
    this.#groupId = typeof group === 'number' ? group : group.id;
    this.#group = typeof group === 'number' ? null : group;
  }

  /** The way as the caches know it; undefined when they do not know all of it. */
  static recall(app: Application, senderId: number, groupId: number): GroupWay | undefined {
    const sender = app.caches.user.peek(senderId);
    const group = app.caches.group.peek(groupId);
    // Of a closed account, or one that was closed, the caches may disagree: `service.way` asks.
    return sender && group && group.members.get(senderId)?.isOpen !== false ? new GroupWay(app, sender, group) : undefined;
  }

  get place(): Destination | null {
    return this.#group && { conversationId: this.#group.id, aclVersion: this.#group.aclVersion };
  }

  get isOpen(): boolean {
    return this.#group?.status === GROUP_STATUS.open;
  }

  get isBanned(): boolean {
    return this.#group?.status === GROUP_STATUS.banned;
  }

  get mayAct(): boolean {
    return this.#sender.status === ENABLED && this.#group?.members.get(this.#sender.id)?.isOpen !== false;
  }

  decide(): Decision {
    if (!this.mayAct) return { allowed: false, code: 'user_disabled' };
    return decideGroup(this.#sender.id, this.#group, Date.now());
  }

  calls(mention: Mention): Mention | undefined {
    return this.#group ? decideMention(mention, this.#group, this.#sender.id) : undefined;
  }

  present(message: StoredMessage): WireMessage {
    const group = this.#group;
    if (!group) throw new TypeError('a message of a group that is not there');
    return presentMessage(message, inGroup(this.#sender, group));
  }

  async deliver(message: StoredMessage, envelope: Envelope, isKnown: boolean): Promise<void> {
    const aclVersion = this.#group?.aclVersion ?? 0;
    // Side by side: the next message of the group must not overtake this one.
    const delivered = this.#app.chat.delivery.sendToGroup({ message, envelope, aclVersion, isKnown });
    await (hasMention(message) ? Promise.all([delivered, markMentions(this.#app.sql, message)]) : delivered);
  }

  forgetQuota(): void {
    // In a group nothing is counted.
  }

  forget(): void {
    this.#app.caches.user.forget(this.#sender.id);
    this.#app.invalidate([`group:${this.#groupId}`]);
  }
}
