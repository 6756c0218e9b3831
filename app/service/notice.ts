import { createHash } from 'node:crypto';
import { Service } from '#kernel';
import { NOTICE_TYPE } from '../../protocol/index.ts';
import { ERASED } from '../account/user.ts';
import { seal } from '../messaging/delivery/envelope.ts';
import type { Draft, Outcome, StoredMessage } from '../messaging/journal/draft.ts';
import type { Deliver } from '../messaging/journal/journal.ts';
import type { GroupNotice, Notice, PairNotice, UserNotice } from '../messaging/notice/facts.ts';
import { namedIn, withoutName } from '../people/nameless.ts';
import { presentFor, type Standpoint } from '../messaging/view.ts';
import { settle } from '../messaging/way/settle.ts';
import { singleKey } from '../messaging/way/single-way.ts';
import type { Destination } from '../messaging/way/way.ts';

/** Something that is to be told, and to whom; a group is told as it is then. */
interface Telling {
  readonly notice: Notice;
  readonly key: string;
  readonly to: readonly number[];
}

/** Where something is told: found anew for each try. */
interface Audience {
  readonly place: Destination;
  readonly deliver: Deliver;
  /** Drops what it was found by, and nothing else. */
  readonly forget: () => void;
}

/**
 * What the system says: stored and delivered as any message, after the commit of what it tells. The key makes a notice the same one however
 * often it is sent. A failure is logged and not thrown: what a notice tells has happened, and its lists tell it too.
 */
export default class NoticeService extends Service {
  /** Into a user's own conversation with the system. */
  async toUser(userId: number, notice: UserNotice, key: string): Promise<void> {
    await this.#tell({ notice, key, to: [userId] }, async () => {
      const place = await this.service.conversation.openSystem(userId);
      const standpoint = { readerId: userId, kind: 'system', conversationId: place.conversationId, peerId: 0 };
      return { place, deliver: (message, isKnown) => this.#toReader(standpoint, message, isKnown), forget: () => undefined };
    });
  }

  /** To both of a single conversation. */
  async between([a, b]: readonly [number, number], notice: PairNotice, key: string): Promise<void> {
    await this.#tell({ notice, key, to: [a, b] }, async () => {
      const { id: conversationId, aclVersion } = await this.service.conversation.openSingle(a, b);
      const toOne = (readerId: number, peerId: number): Standpoint => ({ readerId, peerId, kind: 'single', conversationId });
      const deliver: Deliver = async (message, isKnown) => {
        await Promise.all([toOne(a, b), toOne(b, a)].map((standpoint) => this.#toReader(standpoint, message, isKnown)));
      };
      return { place: { conversationId, aclVersion }, deliver, forget: () => this.app.caches.conversation.forget(singleKey(a, b)) };
    });
  }

  /** To all members of a group, whoever did it included. */
  async inGroup(groupId: number, notice: GroupNotice, key: string): Promise<void> {
    await this.#tell({ notice, key, to: [] }, async () => {
      const { caches, chat } = this.app;
      caches.group.forget(groupId);
      const group = await caches.group.get(groupId);
      if (!group) throw new Error(`group ${groupId} is not there`);
      const standpoint = { readerId: 0, kind: 'group', conversationId: groupId, peerId: groupId };
      const deliver: Deliver = async (message, isKnown) => {
        const envelope = seal(message, await presentFor(this.app, standpoint, message));
        await chat.delivery.sendToGroup({ message, envelope, aclVersion: group.aclVersion, isKnown });
      };
      return { place: { conversationId: groupId, aclVersion: group.aclVersion }, deliver, forget: () => caches.group.forget(groupId) };
    });
  }

  async #tell(telling: Telling, find: () => Promise<Audience>): Promise<void> {
    try {
      await settle(() => this.#try(telling, find));
    } catch (error) {
      this.logger.warn({ err: error, notice: telling.notice.kind }, 'a notice was not sent');
    }
  }

  /** undefined: the rights have changed meanwhile. */
  async #try(telling: Telling, find: () => Promise<Audience>): Promise<Outcome | 'gone' | undefined> {
    const told = await this.#withoutGone(telling);
    if (!told) return 'gone';
    const { place, deliver, forget } = await find();
    const outcome = await this.app.chat.journal.append(draftOf(told, place), deliver);
    if (outcome.kind !== 'stale') return outcome;
    forget();
    for (const id of [...telling.to, ...namedIn(telling.notice)]) this.app.caches.user.forget(id);
    return undefined;
  }

  /** Whoever is gone is told nothing, and not named any more. */
  async #withoutGone({ notice, key, to }: Telling): Promise<Telling | undefined> {
    const { user } = this.app.caches;
    const isGone = async (id: number): Promise<boolean> => (await user.get(id))?.status === ERASED;
    for (const id of to) if (await isGone(id)) return undefined;
    if ('applicant' in notice && (await isGone(notice.applicant.id))) return undefined;
    let told = notice;
    for (const id of namedIn(notice)) if (await isGone(id)) told = withoutName(told, id);
    return { notice: told, key, to };
  }

  async #toReader(standpoint: Standpoint, message: StoredMessage, isKnown: boolean): Promise<void> {
    const envelope = seal(message, await presentFor(this.app, standpoint, message));
    await this.app.chat.delivery.send({ message, envelope, receiverId: standpoint.readerId, isKnown });
  }
}

function draftOf({ notice, key, to }: Telling, { conversationId, aclVersion }: Destination): Draft {
  const clientId = createHash('sha256').update(key).digest().subarray(0, 16);
  const names = [...new Set([...to, ...namedIn(notice)])];
  const content = { type: NOTICE_TYPE, data: JSON.stringify(notice), options: null, names };
  return { conversationId, aclVersion, senderId: 0, clientId, ...content, spends: false, opens: 0 };
}
