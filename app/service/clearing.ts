import { Service } from '#kernel';
import { emptyList } from '../../engine/empty.ts';
import { marks } from '../../engine/marks.ts';
import type { Person } from '../messaging/notice/facts.ts';
import { findPlaces, type NamedPlace } from '../people/closing.ts';
import { ERASED_NAME } from '../people/nameless.ts';
import type { Remains } from '../people/privacy.ts';
import { displayName } from '../presenter/message.ts';

/** Lists that are emptied at a time. */
const CHUNK = 200;

/** Takes away what an erased account left outside of its rows: copies of what was said under the name of then. */
export default class ClearingService extends Service {
  /** What is left in lists; groups are told the first time. Rejects where something is still there. */
  async clear({ userId, round }: Remains): Promise<void> {
    const { mailbox, rooms } = this.app.engine;
    const places = await findPlaces(this.app.sql, userId);
    await emptyList(mailbox, userId);
    await this.#emptyPeers(userId);
    for (const { id, kind } of places) if (this.#hasList(kind)) await rooms.empty(id);
    await this.#emptyMembers(places.filter(({ kind }) => !this.#hasList(kind)).map(({ id }) => id));
    if (round === 0) for (const place of places) if (place.isLeft) await this.#tell(userId, place);
  }

  /** The mailboxes of those whom the user wrote to, or could have. */
  async #emptyPeers(userId: number): Promise<void> {
    for (let after = 0; ;) {
      const rows = await this.app.sql.query<{ id: number; kind: string }>(
        `SELECT k.conversation_id AS id, c.kind AS kind FROM member k JOIN conversation c ON c.id = k.conversation_id
         WHERE k.user_id = ? AND k.conversation_id > ? ORDER BY k.conversation_id LIMIT ?`,
        [userId, after, CHUNK],
      );
      await this.#emptyMembers(rows.filter(({ kind }) => !this.#hasList(kind)).map(({ id }) => id));
      const last = rows.at(-1);
      if (!last || rows.length < CHUNK) return;
      after = last.id;
    }
  }

  /** Of a unit that is off the messages wait in mailboxes. */
  #hasList(kind: string): boolean {
    return this.app.kinds.has(kind) && this.app.kinds.of(kind).hasList === true;
  }

  async #emptyMembers(conversations: readonly number[]): Promise<void> {
    for (let at = 0; at < conversations.length; at += CHUNK) {
      const ids = conversations.slice(at, at + CHUNK);
      const select = `SELECT DISTINCT user_id AS id FROM member WHERE conversation_id IN (${marks('?', ids.length)})`;
      const members = await this.app.sql.query<{ id: number }>(select, ids);
      await this.#emptyMailboxes(members.map(({ id }) => id));
    }
  }

  async #emptyMailboxes(userIds: readonly number[]): Promise<void> {
    await Promise.all(userIds.map((id) => emptyList(this.app.engine.mailbox, id)));
  }

  async #tell(userId: number, { id, heirId }: NamedPlace): Promise<void> {
    const by: Person = { id: userId, name: ERASED_NAME, avatar: '' };
    const { notice } = this.service;
    const owner = heirId === 0 ? null : await this.app.caches.user.get(heirId);
    if (owner) {
      const person: Person = { id: owner.id, name: displayName(owner), avatar: owner.avatar };
      await notice.inGroup(id, { kind: 'group_transferred', by, owner: person }, `erased_owner:${id}:${userId}`);
    }
    await notice.inGroup(id, { kind: 'group_left', by }, `erased:${id}:${userId}`);
  }
}
