import { Controller } from '#kernel';
import * as rule from '../rule/message.ts';

/** Writing to others, and what was written. */
export default class MessageController extends Controller {
  /** POST /api/chat/socket/sendmessage */
  async send(): Promise<void> {
    const { sendto_id: to, client_id: clientId, ...rest } = this.ctx.input(rule.sendMessage);
    const sent = await this.service.chat.send(this.ctx.identity, { ...rest, to, clientId, options: rest.options ?? null });
    this.ctx.ok(sent.present());
  }

  /** POST /api/chat/revokeMessage and /api/chat/socket/recall: the notice that everybody gets. */
  async recall(): Promise<void> {
    this.ctx.ok(await this.service.recall.recall(this.ctx.identity, this.ctx.input(rule.recall).id));
  }

  /** POST /api/chat/chatGetmessageOffLine: what waits comes over the user's open sockets; without one nothing moves. */
  async offline(): Promise<void> {
    await this.app.chat.delivery.refill(this.ctx.identity.user.id);
    this.ctx.ok('ok');
  }

  /** POST /api/chat/socket/getmessage */
  async history(): Promise<void> {
    const { chatType, peer_id: to, before, limit } = this.ctx.input(rule.getMessage);
    const page = await this.service.history.pageBefore(this.ctx.identity, { chat_type: chatType, to, before, limit });
    const list = page.list.map(({ seq, message }) => ({ ...message, seq }));
    this.ctx.ok({ conversation_id: page.conversationId, list, more: page.more });
  }
}
