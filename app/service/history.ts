import { Service } from '#kernel';
import type { ChatType, Entry, WireExtras } from '../../protocol/index.ts';
import { mayAct } from '../account/act.ts';
import type { Identity } from '../account/identity.ts';
import { fail } from '../error.ts';
import type { ExtrasByMessage } from '../messaging/extras/extras.ts';
import { readable } from '../group/readable.ts';
import { readBare } from '../messaging/journal/bare.ts';
import type { StoredMessage } from '../messaging/journal/draft.ts';
import { placeOf } from '../messaging/journal/message-id.ts';
import { readMessageAt, readPage, type PageQuery } from '../messaging/journal/page.ts';
import { presentEntry } from '../presenter/conversation.ts';
import { withExtras } from '../presenter/message.ts';
import { presentFor, type Standpoint } from '../messaging/view.ts';

/** Messages of a conversation by their numbers. */
export interface Stretch {
  readonly conversation: number;
  readonly from: number;
  /** Numbers, whether a message is there or not. */
  readonly limit: number;
}

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

/** One's own place in a conversation. */
export interface Membership extends Standpoint {
  readonly lastSeq: number;
  readonly readSeq: number;
  /** What came before is not the member's to read. */
  readonly joinedSeq: number;
  readonly isMarked: boolean;
}

const MEMBERSHIP = `SELECT k.user_id AS readerId, c.kind AS kind, k.conversation_id AS conversationId, k.peer_id AS peerId,
    c.last_seq AS lastSeq, k.read_seq AS readSeq, k.joined_seq AS joinedSeq, k.is_unread AS isUnread
  FROM member k JOIN conversation c ON c.id = k.conversation_id
  WHERE k.user_id = ? AND k.conversation_id = ? AND ${readable('k.conversation_id')}`;

/** History and read cursor of one's own conversations; whoever is no member finds nothing (D42). */
export default class HistoryService extends Service {
  async page(author: Identity, query: ConversationChoice & PageQuery): Promise<HistoryPage> {
    const membership = await this.membership(author, query);
    if (!membership) return { conversationId: 0, list: [], more: false };
    const { conversationId, joinedSeq } = membership;
    const { messages, more } = await readPage(this.app.sql, conversationId, { ...query, joinedSeq });
    const extras = await this.app.chat.extras.of(messages);
    return { conversationId, list: await this.present(membership, messages, extras), more };
  }

  /** The page before a message given by its id, as the HTTP API asks. */
  async pageBefore(
    author: Identity,
    { before, ...query }: ConversationChoice & { before: string | undefined; limit: number },
  ): Promise<HistoryPage> {
    if (before === undefined) return this.page(author, query);
    const membership = await this.membership(author, query);
    const place = placeOf(before);
    if (place.conversationId !== membership?.conversationId) return fail('message_not_found');
    if (!(await readMessageAt(this.app.sql, place, membership.joinedSeq))) return fail('message_not_found');
    return this.page(author, { ...query, before: place.seq });
  }

  /** What units add to the messages of a stretch, by seq; those that are not in it have nothing. Fails with conversation_not_found or unavailable. */
  async extras(author: Identity, { conversation, from, limit }: Stretch): Promise<(readonly [seq: number, extras: WireExtras])[]> {
    const membership = await this.membership(author, { conversation });
    if (!membership) return fail('conversation_not_found');
    const { conversationId, joinedSeq } = membership;
    const messages = await readBare(this.app.sql, conversationId, [Math.max(from, joinedSeq + 1), from + limit - 1]);
    return Array.from(await this.app.chat.extras.whole(messages), ([{ seq }, extras]) => [seq, extras]);
  }

  /** Moves the read cursor forward, and tells the reader's tabs and whoever sees it by the conversation's kind. */
  async read(author: Identity, conversation: number, seq: number): Promise<void> {
    const membership = await this.membership(author, { conversation });
    if (!membership) return fail('conversation_not_found');
    const upTo = Math.min(seq, membership.lastSeq);
    if (upTo <= membership.readSeq && !membership.isMarked) return;
    const { user } = author;
    const kind = this.app.kinds.of(membership.kind);
    const others = kind.seesReading ? await kind.seesReading(this.ctx, membership) : [];
    const moved = await this.app.sql.execute(
      `UPDATE member SET read_seq = ?, shown_seq = CASE WHEN ? = 1 THEN ? ELSE shown_seq END, is_unread = 0
       WHERE user_id = ? AND conversation_id = ? AND (read_seq < ? OR (read_seq = ? AND is_unread = 1))
         AND ${readable('conversation_id')} AND ${mayAct(this.app.sql.dialect)}`,
      [upTo, others ? 1 : 0, upTo, user.id, conversation, upTo, upTo, user.id],
    );
    // Of two tabs that read at once the one that read further tells it.
    if (moved.affected === 0) return;
    this.app.chat.hooks.tell('read', { userId: user.id, origin: this.ctx, conversationId: conversation, kind: membership.kind, seq: upTo });
    await this.app.chat.signals.toUsers([user.id, ...(others ?? [])], { op: 'read', conversation, user: user.id, seq: upTo });
  }

  /** One's own place in a conversation; undefined when it would be the first message. Fails with conversation_not_found. */
  async membership(
    { user }: Identity,
    { conversation, chat_type: chatType = 'single', to }: ConversationChoice,
  ): Promise<Membership | undefined> {
    const id = conversation ?? (await this.#idOf(user.id, chatType, to));
    if (id === undefined) return undefined;
    const [row] = await this.app.sql.query<Omit<Membership, 'isMarked'> & { isUnread: number }>(MEMBERSHIP, [user.id, id]);
    if (!row || !this.app.kinds.has(row.kind)) return fail('conversation_not_found');
    // What a user calls a conversation of one kind may be the number of another.
    if (conversation === undefined && row.kind !== chatType) return fail('conversation_not_found');
    const { isUnread, ...membership } = row;
    return { ...membership, isMarked: isUnread > 0 };
  }

  /** Messages of one conversation, as its reader sees them; with what units add to them, where that was read. */
  async present(standpoint: Standpoint, messages: readonly StoredMessage[], extras?: ExtrasByMessage): Promise<Entry[]> {
    const present = async (message: StoredMessage): Promise<Entry> =>
      presentEntry(message, withExtras(await presentFor(this.app, standpoint, message), extras?.get(message)));
    return Promise.all(messages.map(present));
  }

  async #idOf(userId: number, chatType: ChatType, to: number | undefined): Promise<number | undefined> {
    if (to === undefined) return fail('conversation_not_found');
    const writing = this.app.kinds.writing(chatType);
    return writing.idOf ? writing.idOf(this.ctx, userId, to) : to;
  }
}
