import { Service } from '#kernel';
import type { Reader, Readers } from '../../protocol/index.ts';
import { apartFrom } from '../account/apart.ts';
import type { Identity } from '../account/identity.ts';
import { userAvatar } from '../avatar/shown.ts';
import { fail } from '../error.ts';
import { nameInGroup } from '../presenter/message.ts';

/** Readers that are told by name. */
const MOST_NAMED = 100;

/** Who has read what. */
export default class ReaderService extends Service {
  /** For members of the conversation. Fails with conversation_not_found, message_not_found. */
  async list(author: Identity, conversation: number, seq: number): Promise<Readers> {
    const { kind, joinedSeq } = (await this.service.history.membership(author, { conversation })) ?? fail('conversation_not_found');
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
    // Of a single conversation the cursor that is told stands still; in a group the two are in it with others.
    const readers = members.filter(({ readSeq, apart }) => readSeq >= seq && (kind !== 'group' || apart === 0));
    if (kind !== 'group') return { read: readers.length > 0 };
    const list = await this.#name(
      conversation,
      readers.slice(0, MOST_NAMED).map(({ id }) => id),
    );
    return { read: readers.length, total: members.length, list };
  }

  async #name(groupId: number, ids: readonly number[]): Promise<Reader[]> {
    const { caches } = this.app;
    const [group, users] = await Promise.all([caches.group.get(groupId), Promise.all(ids.map((id) => caches.user.get(id)))]);
    if (!group) return [];
    return users
      .filter((user) => user !== null)
      .map((user) => ({ id: user.id, name: nameInGroup(user, group), avatar: group.members.get(user.id)?.avatar || userAvatar(user) }));
  }
}
