import { Controller } from '#kernel';
import type { WireHits } from '../../../../protocol/index.ts';
import * as rule from '../../rule.ts';

/** Search in the caller's conversations. */
export default class SearchController extends Controller {
  /** POST /api/chat/search */
  async find(): Promise<void> {
    const { search } = this.service;
    const { hits, next, partial } = await search.find(this.ctx.identity, this.ctx.input(rule.search));
    const list = await search.present(this.ctx.identity, hits);
    this.ctx.ok({ list, more: next !== undefined, next: next ?? null, partial } satisfies WireHits);
  }
}
