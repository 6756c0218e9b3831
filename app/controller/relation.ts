import { Controller } from '#kernel';
import { presentFriend } from '../presenter/friend.ts';
import * as rule from '../rule/relation.ts';

/** What the caller is to others. */
export default class RelationController extends Controller {
  /** POST /api/chat/follow/:id */
  async follow(): Promise<void> {
    await this.service.relation.follow(this.ctx.identity.user.id, this.ctx.input(rule.follow).id);
    this.ctx.ok('ok');
  }

  /** POST /api/chat/unfollow/:id */
  async unfollow(): Promise<void> {
    await this.service.relation.unfollow(this.ctx.identity.user.id, this.ctx.input(rule.follow).id);
    this.ctx.ok('ok');
  }

  /** POST /api/chat/ismygoodfriend/:id */
  async friend(): Promise<void> {
    const { id } = this.ctx.input(rule.isFriend);
    this.ctx.ok(presentFriend(await this.service.relation.friend(this.ctx.identity.user.id, id)));
  }
}
