import { Service } from '#kernel';
import type { ChatType } from '../../protocol/index.ts';
import type { CachedRelation, CachedUser } from '../cache.ts';
import { GroupWay } from '../way/group-way.ts';
import { SingleWay } from '../way/single-way.ts';
import type { Way } from '../way/way.ts';

const STRANGER: CachedRelation = { isFriend: false, isBlocked: false, isFollowing: false };

/** Finds the way from a user to a peer or a group, from the caches or else SQL. */
export default class WayService extends Service {
  /** The way, whether or not the user may take it. */
  async find(user: CachedUser, chatType: ChatType, to: number): Promise<Way> {
    const { user: users, group } = this.app.caches;
    const sender = (await users.get(user.id)) ?? user;
    if (chatType === 'group') return new GroupWay(this.app, sender, (await group.get(to)) ?? to);
    return this.#toUser(sender, to);
  }

  /** Two who may write to each other get a conversation; others keep what they have. */
  async #toUser(sender: CachedUser, targetId: number): Promise<Way> {
    const { user: users, relation } = this.app.caches;
    const target = await users.get(targetId);
    const { conversation } = this.service;
    const facts = { sender, targetId, target };
    if (target?.status !== 1 || target.id === sender.id) {
      return new SingleWay(this.app, { ...facts, relation: STRANGER, conversation: await conversation.findSingle(sender.id, targetId) });
    }
    const known = await relation.get(`${sender.id}:${targetId}`);
    return new SingleWay(this.app, { ...facts, relation: known, conversation: await conversation.openSingle(sender.id, targetId) });
  }
}
