import { Controller } from '#kernel';
import * as rule from '../rule/relation.ts';

/** Whom the caller follows. */
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
}
