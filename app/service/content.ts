import { Service } from '#kernel';
import { ENABLED } from '../account/user.ts';
import { GROUP_STATUS } from '../cache.ts';
import { checkContent, refuseContent } from '../messaging/content/check.ts';
import { redirectFiles } from '../messaging/content/files.ts';
import { isForwarded, readOptions, type Quote } from '../messaging/content/options.ts';
import { isFileType, type Card } from '../messaging/content/shape.ts';
import { fail } from '../error.ts';
import type { OutgoingMessage } from '../messaging/hooks.ts';
import { findReadable } from '../messaging/journal/readable.ts';
import { displayName } from '../presenter/message.ts';
import type { Destination, Way } from '../messaging/way/way.ts';

/** Whose options are read, and on which way they are. */
interface Sending {
  readonly senderId: number;
  readonly conversationId: number;
  readonly way: Pick<Way, 'calls'>;
}

/** What a message may hold, by its type. */
export default class ContentService extends Service {
  /**
   * Holds a message against the rules of its type, opens the files in it for the conversation, and brings the options that are ours to the
   * form in which they are stored. Of data only the addresses of our files are rewritten: to paths, which are good wherever they are read (G32). Fails with content_invalid, quote_invalid, mention_all_forbidden, file_forbidden, files_off.
   */
  async prepare(message: OutgoingMessage, { conversationId }: Destination, way: Pick<Way, 'calls'>): Promise<void> {
    if (isFileType(message.type) && !this.app.files.areKept) fail('files_off');
    const { files, card } = checkContent(message.type, message.data);
    if (card) await this.#assertCard(card, message.sender.id);
    if (message.options) message.options = await this.#readOptions({ senderId: message.sender.id, conversationId, way }, message.options);
    // The last step: what is refused opens nothing.
    const stored = new Map<string, string>();
    const by = { userId: message.sender.id, speakerId: message.speaker?.userId };
    for (const file of files) stored.set(file, await this.app.files.share(by, file, conversationId));
    if (stored.size > 0) message.data = redirectFiles(message.type, message.data, (file) => stored.get(file) ?? file);
  }

  /** Of a group that not everybody may find only members make cards; who stands on one is called as everybody knows them. */
  async #assertCard({ kind, id, name }: Card, senderId: number): Promise<void> {
    const called = kind === 'user' ? await this.#nameOfUser(id) : await this.#nameOfGroup(id, senderId);
    if (called === undefined) refuseContent('id');
    if (name !== undefined && name !== called) refuseContent('name');
  }

  async #nameOfUser(id: number): Promise<string | undefined> {
    const user = await this.app.caches.user.get(id);
    return user?.status === ENABLED ? displayName(user) : undefined;
  }

  async #nameOfGroup(id: number, senderId: number): Promise<string | undefined> {
    const group = await this.app.caches.group.get(id);
    const mayShow = group?.status === GROUP_STATUS.open && (group.isListed || group.members.has(senderId));
    return mayShow ? group.name : undefined;
  }

  async #readOptions({ senderId, conversationId, way }: Sending, options: object): Promise<object | null> {
    const { quote: quoteId, mention, rest } = readOptions(options);
    const called = mention && way.calls(mention);
    const quote = quoteId === undefined ? undefined : await this.#findQuote(senderId, quoteId, conversationId);
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
