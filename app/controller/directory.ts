import { Controller } from '#kernel';
import { presentPeer } from '../presenter/message.ts';
import * as rule from '../rule/directory.ts';

/** Users as others find them. */
export default class DirectoryController extends Controller {
  /** POST /api/chat/searchUser */
  async search(): Promise<void> {
    const found = await this.service.directory.search(this.ctx.identity.user, this.ctx.input(rule.searchUser));
    this.ctx.ok(found.map(presentPeer));
  }
}
