import { Service } from '#kernel';
import type { Reader, Readers } from '../../protocol/index.ts';
import { apartFrom } from '../account/apart.ts';
import type { Identity } from '../account/identity.ts';
import { userAvatar } from '../avatar/shown.ts';
import { fail } from '../error.ts';
import { displayName } from '../presenter/message.ts';
import type { ChatKind } from '../messaging/way/kind.ts';

/** Readers that are told by name. */
const MOST_NAMED = 100;

/** Who has read what. */
export default class ReaderService extends Service {
  /** For members of the conversation. Fails with conversation_not_found, message_not_found. */
  async list(author: Identity, conversation: number, seq: number): Promise<Readers> {
    const { kind: name, joinedSeq } = (await this.service.history.membership(author, { conversation })) ?? fail('conversation_not_found');
    const { sql } = this.app;
    const [message] = await sql.query<{ senderId: number }>(
      'SELECT sender_id AS senderId FROM message WHERE conversation_id = ? AND seq = ? AND seq > ?',
      [conversation, seq, joinedSeq],
    );
    if (!message) return fail('message_not_found');
    // The author knows it anyway, and whoever came later was not there.
    const members = await sql.query<{ id: number; readSeq: number; apart: number }>(
      `SELECT k.user_id AS id, k.shown_seq AS readSeq, CASE WHEN ${apartFrom('k.user_id')} THEN 1 ELSE 0 END AS apart
       FROM member k WHERE k.conversation_id = ? AND k.user_id <> ? AND k.joined_seq < ? ORDER BY k.user_id`,
      [author.user.id, author.user.id, conversation, message.senderId, seq],
    );
    const kind = this.app.kinds.of(name);
    // Between two the cursor that is told stands still; others are in it with more.
    const readers = members.filter(({ readSeq, apart }) => readSeq >= seq && (!kind.isMany || apart === 0));
    if (!kind.isMany) return { read: readers.length > 0 };
    const named = await Promise.all(readers.slice(0, MOST_NAMED).map(({ id }) => this.#name(kind, conversation, id)));
    return { read: readers.length, total: members.length, list: named.filter((reader) => reader !== null) };
  }

  async #name(kind: ChatKind, conversationId: number, id: number): Promise<Reader | null> {
    const user = await this.app.caches.user.get(id);
    if (!user) return null;
    const face = (await kind.face?.(this.app, conversationId, user)) ?? { name: displayName(user), avatar: userAvatar(user) };
    return { id, ...face };
  }
}
