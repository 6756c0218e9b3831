import { Service } from '#kernel';
import { ENABLED } from '../account/user.ts';
import { GROUP_STATUS } from '../cache.ts';
import { checkContent, refuseContent } from '../content/check.ts';
import { decideMention, isForwarded, readOptions, type Quote } from '../content/options.ts';
import type { Card } from '../content/shape.ts';
import { fail } from '../error.ts';
import type { OutgoingMessage } from '../hooks.ts';
import { findReadable } from '../journal/readable.ts';
import type { Place } from '../way/way.ts';

/** What a message may hold, by its type. */
export default class ContentService extends Service {
  /**
   * Holds a message against the rules of its type, opens the files in it for the conversation, and brings the options that are ours to the
   * form in which they are stored. Data is never rewritten. Fails with content_invalid, quote_invalid, mention_all_forbidden, file_forbidden.
   */
  async prepare(message: OutgoingMessage, { conversationId }: Place): Promise<void> {
    const { files, card } = checkContent(message.type, message.data);
    if (card) await this.#assertCard(card);
    if (message.options) message.options = await this.#readOptions(message, message.options, conversationId);
    // The last step: what is refused opens nothing.
    for (const file of files) await this.service.upload.share(message.sender.id, file, conversationId);
  }

  async #assertCard({ kind, id }: Card): Promise<void> {
    const { user, group } = this.app.caches;
    const isThere = kind === 'user' ? (await user.get(id))?.status === ENABLED : (await group.get(id))?.status === GROUP_STATUS.open;
    if (!isThere) refuseContent('id');
  }

  async #readOptions({ sender, chatType }: OutgoingMessage, options: object, conversationId: number): Promise<object | null> {
    const { quote: quoteId, mention, rest } = readOptions(options);
    const group = chatType === 'group' ? await this.app.caches.group.get(conversationId) : null;
    const called = mention && decideMention(mention, group, sender.id);
    const quote = quoteId === undefined ? undefined : await this.#findQuote(sender.id, quoteId, conversationId);
    const read = { ...rest, ...(quote && { quote }), ...(called && { mention: called }), ...(isForwarded(options) && { forwarded: true }) };
    return Object.keys(read).length > 0 ? read : null;
  }

  /** Only ids: the quoted words and their author's name are looked up by each reader, who may know the author by another name (D33). */
  async #findQuote(userId: number, id: string, conversationId: number): Promise<Quote> {
    const [found] = await findReadable(this.app.sql, userId, [id]);
    if (found?.message.conversationId !== conversationId) return fail('quote_invalid');
    return { id, seq: found.message.seq, from_id: found.message.senderId };
  }
}
