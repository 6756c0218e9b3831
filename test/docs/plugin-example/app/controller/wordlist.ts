import { Controller } from '#kernel';
import { listHits } from '../../rule.ts';

/** What the list found. */
export default class WordlistController extends Controller {
  /** GET /api/wordlist/hits */
  async hits(): Promise<void> {
    const { limit } = this.ctx.input(listHits);
    this.ctx.ok(await this.service.wordlist.hits(limit));
  }
}
