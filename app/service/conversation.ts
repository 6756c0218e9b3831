import { Service } from '#kernel';
import { insertIgnore } from '../../engine/insert-ignore.ts';
import type { ConversationRow, WireExtras } from '../../protocol/index.ts';
import type { CachedConversation } from '../cache.ts';
import { holdUsers } from '../account/act.ts';
import type { Identity } from '../account/identity.ts';
import { ENABLED, ERASED } from '../account/user.ts';
import { fail } from '../error.ts';
import { findConversation, listConversations, type ConversationPage, type ListedConversation } from '../messaging/journal/conversations.ts';
import { presentConversation, presentEntry } from '../presenter/conversation.ts';
import { withExtras } from '../presenter/message.ts';
import { marks } from '../../engine/marks.ts';
import { presentFor } from '../messaging/view.ts';
import { singleKey } from '../messaging/way/single-way.ts';
import type { Destination } from '../messaging/way/way.ts';

/** A page of the conversation list, as the socket answers it. */
export interface PresentedConversations {
  readonly list: ConversationRow[];
  readonly more: boolean;
}

/** A conversation that is to be there. */
export interface NewConversation {
  readonly kind: ConversationRow['chat_type'];
  /** Its own among all conversations; begins with the kind, as in `single:1:2`. */
  readonly key: string;
  /** Each user with the number that the kind keeps for them: `peerId` of their standpoint. */
  readonly members: readonly (readonly [userId: number, peerId: number])[];
  /** What is said there waits for who is disabled, too. */
  readonly isForDisabled?: boolean;
}

/** What is read at once for all rows of a list. */
interface Beside {
  readonly extras: WireExtras | undefined;
  /** What the reader calls the peer; '' for nothing. */
  readonly remark: string;
}

/** Conversations: finding, opening and listing them. */
export default class ConversationService extends Service {
  /** The conversation of two users, created on first use. */
  async openSingle(a: number, b: number): Promise<CachedConversation> {
    const known = await this.findSingle(a, b);
    if (known) return known;
    const key = singleKey(a, b);
    const pairs = [
      [a, b],
      [b, a],
    ] as const;
    const { id, isNew } = await this.open({ kind: 'single', key, members: pairs });
    if (isNew) {
      this.app.chat.hooks.tell('conversationOpened', { conversationId: id, kind: 'single', userIds: [a, b], origin: this.ctx });
    }
    this.app.caches.conversation.forget(key);
    const created = await this.app.caches.conversation.get(key);
    if (!created) throw new Error(`conversation ${key} is not there after its creation`);
    return created;
  }

  /** The user's conversation with the system, created on first use. */
  async openSystem(userId: number): Promise<Destination> {
    const key = `system:${userId}`;
    const find = async (): Promise<Destination | undefined> => {
      const rows = await this.app.sql.query<Destination>(
        'SELECT id AS conversationId, acl_version AS aclVersion FROM conversation WHERE name_key = ?',
        [key],
      );
      return rows[0];
    };
    const known = await find();
    if (known) return known;
    await this.open({ kind: 'system', key, members: [[userId, 0]], isForDisabled: true });
    const created = await find();
    if (!created) throw new Error(`conversation ${key} is not there after its creation`);
    return created;
  }

  /**
   * A conversation and its members in one transaction, which holds their accounts; whoever comes second finds them. Fails with
   * recipient_unavailable where one of the accounts is closed.
   */
  async open({ kind, key, members, isForDisabled = false }: NewConversation): Promise<{ id: number; isNew: boolean }> {
    const { sql } = this.app;
    const insert = insertIgnore(sql.dialect);
    const now = Date.now();
    const userIds = members.map(([userId]) => userId);
    return sql.transaction(async (tx) => {
      const held = await holdUsers(tx, sql.dialect, userIds);
      for (const userId of userIds) assertMayHave(held.get(userId)?.status, isForDisabled);
      const { affected } = await tx.execute(`${insert} INTO conversation (kind, name_key, created_at) VALUES (?, ?, ?)`, [kind, key, now]);
      const [row] = await tx.query<{ id: number }>('SELECT id FROM conversation WHERE name_key = ?', [key]);
      if (!row) throw new Error(`conversation ${key} was not created`);
      const values = members.flatMap(([userId, peerId]) => [userId, row.id, peerId, now]);
      await tx.execute(
        `${insert} INTO member (user_id, conversation_id, peer_id, created_at) VALUES ${marks('(?, ?, ?, ?)', members.length)}`,
        values,
      );
      return { id: row.id, isNew: affected > 0 };
    });
  }

  /** The conversation of two users, if they ever had one. */
  async findSingle(a: number, b: number): Promise<CachedConversation | null> {
    const { conversation } = this.app.caches;
    const key = singleKey(a, b);
    return conversation.peek(key) ?? conversation.get(key);
  }

  /** The user's conversations, by last message. */
  async list({ user }: Identity, page: ConversationPage): Promise<PresentedConversations> {
    const { rows, more } = await listConversations(this.app.sql, user.id, page);
    const list = await this.#present(user.id, rows);
    return { list: list.filter((row) => row !== null), more };
  }

  /** One row of the user's list, null when the list does not show it. */
  async find({ user }: Identity, conversationId: number): Promise<ConversationRow | null> {
    const row = await findConversation(this.app.sql, user.id, conversationId);
    const [presented] = await this.#present(user.id, row ? [row] : []);
    return presented ?? null;
  }

  async #present(readerId: number, rows: readonly ListedConversation[]): Promise<(ConversationRow | null)[]> {
    const { chat, friends, sql } = this.app;
    const [extras, remarks] = await Promise.all([
      chat.extras.of(rows.flatMap(({ last }) => last ?? [])),
      friends.remarks(
        sql,
        readerId,
        rows.map(({ peerId }) => peerId),
      ),
    ]);
    const beside = (row: ListedConversation): Beside => ({
      extras: row.last ? extras.get(row.last) : undefined,
      remark: remarks.get(row.peerId) ?? '',
    });
    return Promise.all(rows.map((row) => this.#presentRow(readerId, row, beside(row))));
  }

  async #presentRow(readerId: number, row: ListedConversation, { extras, remark }: Beside): Promise<ConversationRow | null> {
    const { app } = this;
    const { kind, conversationId, peerId, last } = row;
    if (!app.kinds.has(kind)) return null;
    const standpoint = { readerId, kind, conversationId, peerId };
    const sides = await app.kinds.of(kind).row(app, standpoint);
    return presentConversation(row, {
      chat_type: kind,
      ...sides,
      remark: sides.peer ? remark : '',
      last: last && presentEntry(last, withExtras(await presentFor(app, standpoint, last), extras)),
    });
  }
}

/** Nothing waits for who is gone. */
function assertMayHave(status: number | undefined, isForDisabled: boolean): void {
  const isOpen = isForDisabled ? status !== undefined && status !== ERASED : status === ENABLED;
  if (!isOpen) fail('recipient_unavailable');
}
