import { Service } from '#kernel';
import type { ConversationRow } from '../../protocol/index.ts';
import type { CachedConversation } from '../cache.ts';
import type { Identity } from '../account/identity.ts';
import { listConversations, type ConversationPage } from '../journal/conversations.ts';
import { presentConversation } from '../presenter/conversation.ts';
import { goneUser } from '../presenter/message.ts';

/** A page of the conversation list, as the socket answers it. */
export interface PresentedConversations {
  readonly list: ConversationRow[];
  readonly more: boolean;
}

/** Conversations: finding, opening and listing them. */
export default class ConversationService extends Service {
  /** The conversation of two users, created on first use. */
  async openSingle(a: number, b: number): Promise<CachedConversation> {
    const known = await this.findSingle(a, b);
    if (known) return known;
    const key = singleKey(a, b);
    await this.#create(key, [a, b]);
    this.app.caches.conversation.forget(key);
    const created = await this.app.caches.conversation.get(key);
    if (!created) throw new Error(`conversation ${key} is not there after its creation`);
    return created;
  }

  /** The conversation of two users, if they ever had one. */
  async findSingle(a: number, b: number): Promise<CachedConversation | null> {
    const { conversation } = this.app.caches;
    const key = singleKey(a, b);
    return conversation.peek(key) ?? conversation.get(key);
  }

  /** The user's conversations, by last message. */
  async list({ user }: Identity, page: ConversationPage): Promise<PresentedConversations> {
    const { user: users } = this.app.caches;
    const { rows, more } = await listConversations(this.app.sql, user.id, page);
    const mine = (await users.get(user.id)) ?? user;
    const list = await Promise.all(
      rows.map(async (row) => {
        const peer = (await users.get(row.peerId)) ?? goneUser(row.peerId);
        return presentConversation(row, { user: mine, peer });
      }),
    );
    return { list, more };
  }

  /** Both members and the conversation in one transaction; whoever comes second finds them. */
  async #create(key: string, userIds: readonly [number, number]): Promise<void> {
    const { sql } = this.app;
    const insert = sql.dialect === 'sqlite' ? 'INSERT OR IGNORE' : 'INSERT IGNORE';
    const now = Date.now();
    await sql.transaction(async (tx) => {
      await tx.execute(`${insert} INTO conversation (kind, name_key, created_at) VALUES ('single', ?, ?)`, [key, now]);
      const [row] = await tx.query<{ id: number }>('SELECT id FROM conversation WHERE name_key = ?', [key]);
      if (!row) throw new Error(`conversation ${key} was not created`);
      const [a, b] = userIds;
      await tx.execute(`${insert} INTO member (user_id, conversation_id, peer_id, created_at) VALUES (?, ?, ?, ?), (?, ?, ?, ?)`, [
        a,
        row.id,
        b,
        now,
        b,
        row.id,
        a,
        now,
      ]);
    });
  }
}

/** The key of two users' conversation, whoever asks. */
export function singleKey(a: number, b: number): string {
  return `single:${Math.min(a, b)}:${Math.max(a, b)}`;
}
