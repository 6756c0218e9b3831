import { enforce, fail, placeOf, type BareMessage, type Identity, type MessagePlace } from '@foyer-chat/foyer/app';
import { Service } from '@foyer-chat/foyer/kernel';
import type { SqlSession } from '@foyer-chat/foyer/sql';

/** An emoji, and the ids of those who chose it, the first of them first. */
export interface Reaction {
  readonly emoji: string;
  readonly users: readonly number[];
}

/** What somebody wants of a message. */
export interface Reacting {
  /** Of the message. */
  readonly id: string;
  readonly emoji: string;
  /** False: takes it away. */
  readonly on: boolean;
}

/** Of whom it is, and where the message stands. */
interface Placed extends Reacting, MessagePlace {
  readonly userId: number;
}

interface Row {
  readonly conversationId: number;
  readonly seq: number;
  readonly emoji: string;
  readonly userId: number;
}

const EMOJI = new RegExp('^\\p{RGI_Emoji}$', 'v');
/** Of one reaction, the four values of its key. */
const KEY = 'conversation_id = ? AND seq = ? AND user_id = ? AND emoji = ?';

/** Emoji under messages. */
export default class ReactionsService extends Service {
  /**
   * Sets a reaction of the caller's or takes it away, and has the members see it. Fails with too_many, reaction_invalid, reaction_full,
   * conversation_not_found, message_not_found, also for one that was taken back, and as a message there would.
   */
  async set(author: Identity, reacting: Reacting): Promise<void> {
    const { config, app } = this;
    await enforce(
      app.engine.counter,
      { name: 'reactions', ...config.reactions.limit },
      { key: String(author.user.id), refusal: 'too_many' },
    );
    if (!EMOJI.test(reacting.emoji)) fail('reaction_invalid');
    const place = placeOf(reacting.id);
    await this.#assertMay(author, place);
    const isChanged = await app.act({ userId: author.user.id }, (tx) => this.#write(tx, { ...reacting, ...place, userId: author.user.id }));
    if (isChanged) app.chat.changes.tell(place);
  }

  /** The reactions of messages, in the order of these; undefined for one that has none. */
  async of(messages: readonly BareMessage[]): Promise<(Reaction[] | undefined)[]> {
    const found = new Map<string, Map<string, number[]>>();
    for (const { conversationId, seq, emoji, userId } of await this.#find(messages)) {
      const key = `${conversationId}:${seq}`;
      const emojis = found.get(key) ?? new Map<string, number[]>();
      found.set(key, emojis.set(emoji, [...(emojis.get(emoji) ?? []), userId]));
    }
    return messages.map(({ conversationId, seq }) => {
      const emojis = found.get(`${conversationId}:${seq}`);
      return emojis && Array.from(emojis, ([emoji, users]) => ({ emoji, users }));
    });
  }

  /** Who may write there may react, to what they may read. */
  async #assertMay(author: Identity, { conversationId, seq }: MessagePlace): Promise<void> {
    const membership = await this.service.history.membership(author, { conversation: conversationId });
    if (!membership) return fail('conversation_not_found');
    if (seq <= membership.joinedSeq) fail('message_not_found');
    const decision = (await this.service.way.into(author.user, membership))?.decide(author.session.role);
    if (!decision) return fail('conversation_not_found');
    if (!decision.allowed) fail(decision.code);
    if (decision.spends) fail('quota_used');
  }

  /** Whether anything is other than before. The transaction holds the user's row: the same is not done twice at once. */
  async #write(tx: SqlSession, { conversationId, seq, createdAt, userId, emoji, on }: Placed): Promise<boolean> {
    const key = [conversationId, seq, userId, emoji];
    if (!on) return (await tx.execute(`DELETE FROM reactions_reaction WHERE ${KEY}`, key)).affected > 0;
    const [known] = await tx.query(`SELECT id FROM reactions_reaction WHERE ${KEY}`, key);
    if (known) return false;
    const count = 'SELECT COUNT(*) AS count FROM reactions_reaction WHERE conversation_id = ? AND seq = ?';
    const [row] = await tx.query<{ count: number }>(count, [conversationId, seq]);
    const { most } = this.config.reactions;
    if ((row?.count ?? 0) >= most) fail('reaction_full', { most });
    // In the place of a message that was taken back the system says so.
    const { affected } = await tx.execute(
      `INSERT INTO reactions_reaction (conversation_id, seq, user_id, emoji, created_at)
       SELECT conversation_id, seq, ?, ?, ? FROM message WHERE conversation_id = ? AND seq = ? AND created_at = ? AND type <> 'systemNotice'`,
      [userId, emoji, Date.now(), conversationId, seq, createdAt],
    );
    if (affected === 0) fail('message_not_found');
    return true;
  }

  #find(messages: readonly BareMessage[]): Promise<Row[]> {
    const seqs = new Map<number, number[]>();
    for (const { conversationId, seq } of messages) seqs.set(conversationId, [...(seqs.get(conversationId) ?? []), seq]);
    const where = Array.from(seqs.values(), (list) => `(conversation_id = ? AND seq IN (${list.map(() => '?').join(', ')}))`);
    return this.app.sql.query<Row>(
      `SELECT conversation_id AS conversationId, seq, emoji, user_id AS userId FROM reactions_reaction WHERE ${where.join(' OR ')} ORDER BY id`,
      Array.from(seqs).flat(2),
    );
  }
}
