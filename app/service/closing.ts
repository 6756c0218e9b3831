import { Service } from '#kernel';
import { emptyList } from '../../engine/empty.ts';
import { ERASED, findUser } from '../account/user.ts';
import { outdateConversations } from '../journal/outdate.ts';
import { marks } from '../journal/statement.ts';
import type { Person } from '../notice.ts';
import { claimClosing, findClosing, findClosings, findPlaces, settleClosing, type Closing, type NamedPlace } from '../people/closing.ts';
import { ERASED_NAME } from '../people/nameless.ts';
import { displayName } from '../presenter/message.ts';

/** Lists that are emptied at a time. */
const CHUNK = 200;

/**
 * Does what comes after the commit that closed an account. The commit itself notes that it is to be done, so that it is, by another process
 * where need be; and of an erased account once more, for what was on its way.
 */
export default class ClosingService extends Service {
  /** After the commit. Rejects when messages that were decided before may still be stored; the rest is done later if it fails. */
  async finish(userId: number): Promise<void> {
    const { sql } = this.app;
    const closing = await findClosing(sql, userId);
    await outdateConversations(sql, userId);
    const claimed = closing && (await this.#claim(closing));
    if (claimed) await this.#complete(claimed);
  }

  /** What is due. */
  async finishDue(): Promise<void> {
    for (const closing of await findClosings(this.app.sql, { now: Date.now() })) await this.#finishFor(closing);
  }

  /** As this process starts: what none ended, whenever it is due. The one that began may have been this one, a moment ago. */
  async finishUnfinished(): Promise<void> {
    for (const closing of await findClosings(this.app.sql, 'unfinished')) await this.#finishFor(closing);
  }

  async #finishFor(closing: Closing): Promise<void> {
    const claimed = await this.#claim(closing);
    if (!claimed) return;
    if (claimed.round === 0) await outdateConversations(this.app.sql, claimed.userId);
    await this.#complete(claimed);
  }

  /** Of several that would do it one does. */
  #claim(closing: Closing): Promise<Closing | undefined> {
    return claimClosing(this.app.sql, closing, Date.now() + this.config.closing.again);
  }

  async #complete(closing: Closing): Promise<void> {
    const { sql, config } = this.app;
    const user = await findUser(sql, 'id', closing.userId);
    if (user?.status !== ERASED) return settleClosing(sql, closing, undefined);
    try {
      await this.#clear(closing);
    } catch (error) {
      this.logger.warn({ err: error, user: closing.userId }, 'something of an erased account is still there, and goes later');
      return;
    }
    // The lists of a process without sockets may be its own: those of the nodes are theirs.
    const wait = config.gateway.enable ? config.closing.again : 0;
    await settleClosing(sql, closing, closing.round === 0 ? Date.now() + wait : undefined);
  }

  /** Copies of what was said, under the name of then, and files that were sent nowhere. */
  async #clear({ userId, round }: Closing): Promise<void> {
    const { mailbox, rooms } = this.app.engine;
    const places = await findPlaces(this.app.sql, userId);
    await emptyList(mailbox, userId);
    await this.#emptyPeers(userId);
    for (const { id, kind } of places) if (kind === 'group') await rooms.empty(id);
    await this.#emptyMembers(places.filter(({ kind }) => kind !== 'group').map(({ id }) => id));
    await this.service.upload.removeUnshared(userId);
    if (round === 0) for (const place of places) if (place.isLeft) await this.#tell(userId, place);
  }

  /** The mailboxes of those whom the user wrote to, or could have. */
  async #emptyPeers(userId: number): Promise<void> {
    for (let after = 0; ;) {
      const rows = await this.app.sql.query<{ id: number; peerId: number }>(
        `SELECT k.conversation_id AS id, k.peer_id AS peerId FROM member k JOIN conversation c ON c.id = k.conversation_id
         WHERE k.user_id = ? AND k.conversation_id > ? AND c.kind = 'single' ORDER BY k.conversation_id LIMIT ?`,
        [userId, after, CHUNK],
      );
      await this.#emptyMailboxes(rows.map(({ peerId }) => peerId));
      const last = rows.at(-1);
      if (!last || rows.length < CHUNK) return;
      after = last.id;
    }
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
