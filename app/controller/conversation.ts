import { Controller } from '#kernel';
import * as rule from '../rule/conversation.ts';

/** One's own conversations: their list, how they are shown, who has read. */
export default class ConversationController extends Controller {
  /** GET /api/chat/conversations */
  async list(): Promise<void> {
    const { before, limit } = this.ctx.input(rule.listConversations);
    this.ctx.ok(await this.service.conversation.list(this.ctx.identity, { before, limit }));
  }

  /** POST /api/chat/conversation/set */
  async set(): Promise<void> {
    const { conversation, chatType: chat_type, peer_id: to, ...changes } = this.ctx.input(rule.setConversation);
    this.ctx.ok(await this.service.setting.set(this.ctx.identity, { conversation, chat_type, to }, changes));
  }

  /** POST /api/chat/readers */
  async readers(): Promise<void> {
    const { conversation, seq } = this.ctx.input(rule.listReaders);
    this.ctx.ok(await this.service.reader.list(this.ctx.identity, conversation, seq));
  }
}
