import { Controller } from '#kernel';
import { presentForward } from '../presenter/forward.ts';
import * as rule from '../rule/forward.ts';

/** Handing messages on. */
export default class ForwardController extends Controller {
  /** POST /api/chat/forward */
  async forward(): Promise<void> {
    const { client_id: clientId, ...request } = this.ctx.input(rule.forward);
    const outcomes = await this.service.forward.forward(this.ctx.identity, { ...request, clientId });
    this.ctx.ok(presentForward(outcomes, this.ctx.language));
  }
}
