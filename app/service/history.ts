import { Service } from '#kernel';
import type { ChatType, Entry } from '../../protocol/index.ts';
import { fail } from '../error.ts';
import type { Identity } from '../account/identity.ts';
import { placeOf } from '../journal/message-id.ts';
import { isThere, readPage, type PageQuery } from '../journal/page.ts';
import { presentEntry, type Pair } from '../presenter/conversation.ts';
import { goneUser } from '../presenter/message.ts';

/** A conversation, by its id or by the other side. */
export interface ConversationChoice {
  readonly conversation?: number | undefined;
  readonly chat_type?: ChatType | undefined;
  readonly to?: number | undefined;
}

/** A page of a conversation; `conversationId` is 0 when the two have never written. */
export interface HistoryPage {
  readonly conversationId: number;
  readonly list: Entry[];
  readonly more: boolean;
}

interface Membership {
  readonly conversationId: number;
  readonly peerId: number;
  readonly lastSeq: number;
  readonly readSeq: number;
}

/** History and read cursor of one's own conversations; whoever is no member finds nothing (D42). */
export default class HistoryService extends Service {
  async page(author: Identity, query: ConversationChoice & PageQuery): Promise<HistoryPage> {
    const membership = await this.#membership(author, query);
    if (!membership) return { conversationId: 0, list: [], more: false };
    const { conversationId } = membership;
    const { messages, more } = await readPage(this.app.sql, conversationId, query);
    const pair = await this.#pair(author, membership);
    return { conversationId, list: messages.map((message) => presentEntry(message, pair)), more };
  }

  /** The page before a message given by its id, as the HTTP API asks. */
  async pageBefore(
    author: Identity,
    { before, ...query }: ConversationChoice & { before: string | undefined; limit: number },
  ): Promise<HistoryPage> {
    if (before === undefined) return this.page(author, query);
    const membership = await this.#membership(author, query);
    const place = placeOf(before);
    if (place.conversationId !== membership?.conversationId || !(await isThere(this.app.sql, place))) return fail('message_not_found');
    return this.page(author, { ...query, before: place.seq });
  }

  /** Moves the read cursor forward, and tells the reader's tabs and the other side. */
  async read(author: Identity, conversation: number, seq: number): Promise<void> {
    const membership = await this.#membership(author, { conversation });
    if (!membership) return fail('conversation_not_found');
    const upTo = Math.min(seq, membership.lastSeq);
    if (upTo <= membership.readSeq) return;
    const { user } = author;
    const moved = await this.app.sql.execute('UPDATE member SET read_seq = ? WHERE user_id = ? AND conversation_id = ? AND read_seq < ?', [
      upTo,
      user.id,
      conversation,
      upTo,
    ]);
    // Of two tabs that read at once the one that read further tells it.
    if (moved.affected === 0) return;
    const frame = JSON.stringify({ op: 'read', conversation, user: user.id, seq: upTo });
    await this.app.chat.delivery.signal([user.id, membership.peerId], frame);
  }

  async #membership({ user }: Identity, { conversation, chat_type: chatType, to }: ConversationChoice): Promise<Membership | undefined> {
    const id = conversation ?? (await this.#idOf(user.id, { chatType, to }));
    if (id === undefined) return undefined;
    const [row] = await this.app.sql.query<Membership>(
      `SELECT k.conversation_id AS conversationId, k.peer_id AS peerId, c.last_seq AS lastSeq, k.read_seq AS readSeq
       FROM member k JOIN conversation c ON c.id = k.conversation_id WHERE k.user_id = ? AND k.conversation_id = ?`,
      [user.id, id],
    );
    return row ?? fail('conversation_not_found');
  }

  async #idOf(userId: number, { chatType, to }: { chatType: ChatType | undefined; to: number | undefined }): Promise<number | undefined> {
    if (to === undefined || chatType === 'group') return fail('conversation_not_found');
    return (await this.service.conversation.findSingle(userId, to))?.id;
  }

  async #pair({ user }: Identity, { peerId }: Membership): Promise<Pair> {
    const { user: users } = this.app.caches;
    // The identity of a socket is as old as its handshake.
    const [mine, theirs] = await Promise.all([users.get(user.id), users.get(peerId)]);
    return { user: mine ?? user, peer: theirs ?? goneUser(peerId) };
  }
}
