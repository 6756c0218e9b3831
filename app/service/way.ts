import { Service } from '#kernel';
import type { ChatType } from '../../protocol/index.ts';
import { enforce, limitOf } from '../account/limit.ts';
import { isServiceAccount } from '../account/service-account.ts';
import { ENABLED } from '../account/user.ts';
import type { CachedConversation, CachedGroup, CachedRelation, CachedUser } from '../cache.ts';
import type { Standpoint } from '../messaging/view.ts';
import { GroupWay } from '../group/group-way.ts';
import { singleKey, SingleWay } from '../messaging/way/single-way.ts';
import type { Way } from '../messaging/way/way.ts';

const STRANGER: CachedRelation = { isFriend: false, isBlocked: false, isFollowing: false };

/** Finds the way from a user to a peer or a group, from the caches or else SQL. */
export default class WayService extends Service {
  /** The way, whether or not the user may take it. */
  async find(user: CachedUser, chatType: ChatType, to: number): Promise<Way> {
    return this.app.kinds.writing(chatType).find(this.ctx, user, to);
  }

  /** The way into a conversation that the user is a member of; undefined where nobody writes but the system. */
  async into(user: CachedUser, standpoint: Standpoint): Promise<Way | undefined> {
    const { writing } = this.app.kinds.of(standpoint.kind);
    return writing?.find(this.ctx, user, writing.idOf ? standpoint.peerId : standpoint.conversationId);
  }

  /** To a group. Where the caches disagree about an account, one of them is behind: both are read anew. */
  async toGroup(user: CachedUser, groupId: number): Promise<Way> {
    const { user: users, group: groups } = this.app.caches;
    const [sender, group] = await this.#groupOf(user, groupId);
    const member = group?.members.get(sender.id);
    if (!member || member.isOpen === isOpen(sender)) return new GroupWay(this.app, sender, group ?? groupId);
    users.forget(sender.id);
    groups.forget(groupId);
    const [again, fresh] = await this.#groupOf(user, groupId);
    return new GroupWay(this.app, again, fresh ?? groupId);
  }

  async #groupOf(user: CachedUser, groupId: number): Promise<[CachedUser, CachedGroup | null]> {
    const { user: users, group } = this.app.caches;
    return [(await users.get(user.id)) ?? user, await group.get(groupId)];
  }

  /** To another user, and so to the conversation of the two. */
  async toUser(user: CachedUser, targetId: number): Promise<Way> {
    const { user: users, conversation: conversations } = this.app.caches;
    const way = await this.#single(user, targetId);
    if (way) return way;
    for (const id of [user.id, targetId]) users.forget(id);
    conversations.forget(singleKey(user.id, targetId));
    return (await this.#single(user, targetId)) ?? this.#closed(user, targetId);
  }

  /** Two who may write to each other get a conversation; others keep what they have. Undefined where the caches disagree about an account. */
  async #single(user: CachedUser, targetId: number): Promise<Way | undefined> {
    const { user: users, relation } = this.app.caches;
    const sender = (await users.get(user.id)) ?? user;
    const target = await users.get(targetId);
    if (!isOpen(sender) || !target || !isOpen(target) || target.id === sender.id) return this.#closed(sender, targetId);
    const known = await relation.get(`${sender.id}:${targetId}`);
    const existing = await this.service.conversation.findSingle(sender.id, targetId);
    if (!existing) {
      const first = new SingleWay(this.app, { sender, targetId, target, relation: known, conversation: null });
      // A user who may not write gets no conversation either.
      if (!first.decide('visitor').allowed && !first.decide('user').allowed) return first;
      if (!known.isFriend) await this.#countFirst(sender, target);
    }
    const conversation = existing ?? (await this.service.conversation.openSingle(sender.id, targetId));
    if (conversation.closed.size > 0) return undefined;
    return new SingleWay(this.app, { sender, targetId, target, relation: known, conversation });
  }

  /** Whoever begins with many whom they do not know is kept from the next. Accounts of the service are there for it. */
  async #countFirst(sender: CachedUser, target: CachedUser): Promise<void> {
    if ([sender, target].some((user) => isServiceAccount(user, this.config.service))) return;
    const limit = limitOf(this.app, sender.role === 'visitor' ? 'visitorContacts' : 'contacts');
    await enforce(this.app.engine.counter, limit, { key: String(sender.id), refusal: 'too_many' });
  }

  async #closed(user: CachedUser, targetId: number): Promise<Way> {
    const { user: users } = this.app.caches;
    const [sender, target] = [(await users.get(user.id)) ?? user, await users.get(targetId)];
    const conversation: CachedConversation | null = await this.service.conversation.findSingle(user.id, targetId);
    return new SingleWay(this.app, { sender, targetId, target, relation: STRANGER, conversation });
  }
}

function isOpen({ status }: CachedUser): boolean {
  return status === ENABLED;
}
