import { Service } from '#kernel';
import type { ServerFrame } from '../../protocol/index.ts';
import { apartFrom, areApart } from '../account/apart.ts';
import type { Identity } from '../account/identity.ts';
import { typingPaceOf } from '../gateway/pace.ts';

type TypingFrame = Extract<ServerFrame, { readonly op: 'typing' }>;

/** Shows that somebody is typing; nothing of it is stored. */
export default class TypingService extends Service {
  /** Tells the other side, or the others of a small group. Whoever may not write there is not seen to type either, and is not told why. */
  async show({ user, session }: Identity, conversation: number): Promise<void> {
    if (!typingPaceOf(this.app).take(`${user.id}:${conversation}`)) return;
    const peer = await this.#find(user.id, conversation);
    if (!peer) return;
    const way = await this.service.way.find(user, peer.chatType, peer.to);
    const decision = way.decide(session.role);
    // Who has one message only may have spent it: the journal knows, and is not asked for this.
    if (!decision.allowed || decision.spends) return;
    const frame: TypingFrame = { op: 'typing', conversation, user: user.id };
    await (peer.chatType === 'single' ? this.#toPeer(peer.to, frame) : this.#inGroup(frame));
  }

  async #find(userId: number, conversation: number): Promise<{ chatType: 'single' | 'group'; to: number } | undefined> {
    const [row] = await this.app.sql.query<{ kind: string; peerId: number }>(
      `SELECT c.kind AS kind, k.peer_id AS peerId FROM member k JOIN conversation c ON c.id = k.conversation_id
       WHERE k.user_id = ? AND k.conversation_id = ?`,
      [userId, conversation],
    );
    if (row?.kind === 'single') return { chatType: 'single', to: row.peerId };
    return row?.kind === 'group' ? { chatType: 'group', to: conversation } : undefined;
  }

  /** The other side does not learn what the user is at who has blacklisted it. */
  async #toPeer(peerId: number, frame: TypingFrame): Promise<void> {
    if (!(await areApart(this.app.caches, frame.user, peerId))) await this.app.chat.signals.toUsers([peerId], frame);
  }

  async #inGroup(frame: TypingFrame): Promise<void> {
    const { conversation, user } = frame;
    const members = (await this.app.caches.group.get(conversation))?.members;
    if (!members || members.size > this.config.chat.typing.members) return;
    const apart = await this.app.sql.query<{ id: number }>(
      `SELECT k.user_id AS id FROM member k WHERE k.conversation_id = ? AND ${apartFrom('k.user_id')}`,
      [conversation, user, user],
    );
    await this.app.chat.signals.toMembers(conversation, frame, [user, ...apart.map(({ id }) => id)]);
  }
}
