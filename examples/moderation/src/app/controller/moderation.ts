import { Controller } from '@foyer-chat/foyer/kernel';
import { setWords } from '../../rule.ts';

/** The list over HTTP. */
export default class ModerationController extends Controller {
  /** GET /api/moderation/words */
  async list(): Promise<void> {
    this.ctx.ok(await this.service.moderation.list());
  }

  /** POST /api/moderation/words */
  async set(): Promise<void> {
    const { words, mode } = this.ctx.input(setWords);
    await this.service.moderation.set(words, mode);
    this.ctx.ok('ok');
  }
}
