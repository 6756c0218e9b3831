import { Controller } from '#kernel';
import { presentPeer } from '../presenter/message.ts';
import * as rule from '../rule/blacklist.ts';

/** Whom the caller does not want to hear from. */
export default class BlacklistController extends Controller {
  /** POST /api/chat/blacklist/:id */
  async set(): Promise<void> {
    const { id, value } = this.ctx.input(rule.setBlacklist);
    await this.service.blacklist.set(this.ctx.identity.user, id, value);
    this.ctx.ok('ok');
  }

  /** GET /api/chat/blacklist/:page */
  async list(): Promise<void> {
    const { count, rows } = await this.service.blacklist.list(this.ctx.identity.user, this.ctx.input(rule.listBlacklist));
    this.ctx.ok({ count, rows: rows.map(presentPeer) });
  }
}
