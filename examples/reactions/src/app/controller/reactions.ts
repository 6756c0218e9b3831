import { Controller } from '@foyer-chat/foyer/kernel';
import { setReaction } from '../../rule.ts';

/** Reactions over HTTP. */
export default class ReactionsController extends Controller {
  /** POST /api/reactions/set */
  async set(): Promise<void> {
    await this.service.reactions.set(this.ctx.identity, this.ctx.input(setReaction));
    this.ctx.ok('ok');
  }
}
