import { createHash } from 'node:crypto';
import { Service } from '#kernel';
import { NOTICE_TYPE, type WireMessage } from '../../protocol/index.ts';
import type { Identity } from '../account/identity.ts';
import { seal } from '../messaging/delivery/envelope.ts';
import { ChatError, fail } from '../error.ts';
import type { Draft, StoredMessage } from '../messaging/journal/draft.ts';
import { messageId, placeOf } from '../messaging/journal/message-id.ts';
import { readMessageAt } from '../messaging/journal/page.ts';
import { readNotice, type Recall } from '../messaging/notice/facts.ts';
import { refuseRecall } from '../policy/recall.ts';
import { displayName } from '../presenter/message.ts';
import { hasMention, unmarkMentions } from '../group/mention.ts';
import { settle } from '../messaging/way/settle.ts';
import type { Way } from '../messaging/way/way.ts';
import type { Membership } from './history.ts';

/** Where a message came from that is taken back. */
interface RecalledMessage {
  readonly author: Identity;
  readonly message: StoredMessage;
  readonly membership: Membership;
}

/**
 * Takes messages back. In one commit the stored copy becomes the recall, and the recall follows at the end of the conversation, so that
 * whoever has the message, or is away, learns of it.
 */
export default class RecallService extends Service {
  /** The notice; the same one when it was taken back before. Fails with message_not_found, recall_forbidden or recall_late. */
  async recall(author: Identity, id: string): Promise<WireMessage> {
    const place = placeOf(id);
    const membership = await this.#membership(author, place.conversationId);
    const message = await readMessageAt(this.app.sql, place, membership.joinedSeq);
    const window = this.config.chat.recall;
    const recalled: RecalledMessage | undefined = message && { author, message, membership };
    if (recalled && isRecalled(recalled)) return this.#again(recalled);
    const refusal = refuseRecall({ message, userId: author.user.id, now: Date.now(), window });
    if (refusal) throw new ChatError(refusal, { minutes: Math.round(window / 60_000) });
    if (!recalled) return fail('message_not_found');
    return this.#replace(recalled);
  }

  /** A user outside finds no message either. */
  async #membership(author: Identity, conversation: number): Promise<Membership> {
    try {
      return (await this.service.history.membership(author, { conversation })) ?? fail('message_not_found');
    } catch (error) {
      if (error instanceof ChatError && error.code === 'conversation_not_found') return fail('message_not_found');
      throw error;
    }
  }

  async #again({ author, message, membership }: RecalledMessage): Promise<WireMessage> {
    const way = await this.#way(author, membership);
    // The try that took it back may have ended before this.
    await unmarkMentions(this.app.sql, message);
    return way.present(message);
  }

  #replace(recalled: RecalledMessage): Promise<WireMessage> {
    return settle(async () => {
      const way = await this.#way(recalled.author, recalled.membership);
      if (!way.mayAct) fail('user_disabled');
      if (way.isBanned) fail('message_not_found');
      const notice = await this.#append(recalled, way);
      if (notice) return way.present(notice);
      way.forget();
      return undefined;
    });
  }

  async #append({ author, message, membership }: RecalledMessage, way: Way): Promise<StoredMessage | undefined> {
    const { journal, delivery, hooks } = this.app.chat;
    const { user } = author;
    const draft = draftOf(message, await this.#facts(author, message, membership), way);
    // A simultaneous call joins this one's outcome; the hooks are told once.
    let isFirst = false;
    const outcome = await journal.append(draft, async (stored, isKnown) => {
      isFirst = !isKnown;
      const envelope = seal(stored, way.present(stored));
      // Side by side: the next message must not overtake this one.
      await Promise.all([way.deliver(stored, envelope, isKnown), hasMention(message) && unmarkMentions(this.app.sql, message)]);
      // To the asking tab too: it needs the place.
      delivery.echo(user.id, envelope, undefined);
    });
    if (outcome.kind === 'stale' || outcome.kind === 'spent') return undefined;
    if (isFirst) hooks.tell('recalled', { message });
    return outcome.message;
  }

  async #facts({ user }: Identity, message: StoredMessage, { kind, conversationId }: Membership): Promise<Recall> {
    const face = await this.app.kinds.of(kind).face?.(this.app, conversationId, user);
    const name = face?.name ?? displayName(user);
    return { kind: 'recalled', seq: message.seq, id: messageId(message), by: { id: user.id, name, avatar: user.avatar } };
  }

  async #way({ user }: Identity, membership: Membership): Promise<Way> {
    return (await this.service.way.into(user, membership)) ?? fail('message_not_found');
  }
}

function draftOf({ conversationId, seq, senderId }: StoredMessage, recall: Recall, { place }: Way): Draft {
  if (!place) return fail('message_not_found');
  const clientId = createHash('sha256').update(`recall:${recall.id}`).digest().subarray(0, 16);
  const data = JSON.stringify(recall);
  const names = [senderId];
  const base = { conversationId, aclVersion: place.aclVersion, senderId, clientId, type: NOTICE_TYPE, data, options: null, names };
  return { ...base, recalls: seq, spends: false, opens: 0 };
}

function isRecalled({ author, message }: RecalledMessage): boolean {
  if (message.type !== NOTICE_TYPE || message.senderId !== author.user.id) return false;
  return readNotice(message.data).kind === 'recalled';
}
