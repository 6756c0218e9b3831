import { Service } from '#kernel';
import type { Identity } from '../account/identity.ts';
import { typingPaceOf } from '../messaging/gateway/pace.ts';
import type { Standpoint } from '../messaging/view.ts';

/** Shows that somebody is typing; nothing of it is stored. */
export default class TypingService extends Service {
  /** Tells whoever sees it by the conversation's kind. Whoever may not write there is not seen to type either, and is not told why. */
  async show({ user, session }: Identity, conversation: number): Promise<void> {
    if (!typingPaceOf(this.app).take(`${user.id}:${conversation}`)) return;
    const standpoint = await this.#find(user.id, conversation);
    if (!standpoint || !this.app.kinds.has(standpoint.kind)) return;
    const way = await this.service.way.into(user, standpoint);
    const decision = way?.decide(session.role);
    // A user who has one message only may have spent it: the journal knows, and is not asked for this.
    if (!decision?.allowed || decision.spends) return;
    await this.app.kinds.of(standpoint.kind).tellTyping?.(this.ctx, standpoint, { op: 'typing', conversation, user: user.id });
  }

  async #find(userId: number, conversation: number): Promise<Standpoint | undefined> {
    const [row] = await this.app.sql.query<Standpoint>(
      `SELECT k.user_id AS readerId, c.kind AS kind, c.id AS conversationId, k.peer_id AS peerId
       FROM member k JOIN conversation c ON c.id = k.conversation_id WHERE k.user_id = ? AND k.conversation_id = ?`,
      [userId, conversation],
    );
    return row;
  }
}
