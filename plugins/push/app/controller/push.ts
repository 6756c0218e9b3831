import { Controller } from '#kernel';
import * as rule from '../../rule.ts';

/** Being told of messages while the browser is closed. */
export default class PushController extends Controller {
  /** GET /api/chat/push/key */
  async key(): Promise<void> {
    this.ctx.ok((await this.app.push.keys()).publicKey);
  }

  /** POST /api/chat/push/subscribe */
  async subscribe(): Promise<void> {
    const { endpoint, keys } = this.ctx.input(rule.subscribe);
    const { user, session } = this.ctx.identity;
    await this.service.push.subscribe({ userId: user.id, sessionId: session.id, endpoint, ...keys });
    this.ctx.ok(true);
  }

  /** POST /api/chat/push/unsubscribe */
  async unsubscribe(): Promise<void> {
    const { endpoint } = this.ctx.input(rule.unsubscribe);
    this.ctx.ok(await this.service.push.unsubscribe(this.ctx.identity.user.id, endpoint));
  }
}
