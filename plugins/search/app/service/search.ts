import { Service } from '#kernel';
import { enforce, fail, messageId, placeOf, type Identity, type StoredMessage } from '#app';
import type { WireHit } from '../../../../protocol/index.ts';
import { hunt } from '../../hunt.ts';
import { chooseWay, findSearchable, type Searchable } from '../../query.ts';
import { planOf } from '../../terms.ts';

/** What to look for in one's own conversations. */
export interface SearchRequest {
  /** Several words must all occur. */
  readonly keyword: string;
  readonly conversation: number | undefined;
  /** The sender's user id. */
  readonly from: number | undefined;
  /** `next` of the page before. */
  readonly before: string | undefined;
  readonly limit: number;
}

/** A message and the conversation it stands in. */
export interface Hit {
  readonly message: StoredMessage;
  readonly conversation: Searchable;
}

/** A page of hits, newest first. */
export interface SearchPage {
  readonly hits: Hit[];
  /** Where the next page begins; undefined on the last one. A page may be short and still not be the last. */
  readonly next: string | undefined;
  /** Some messages were not looked through: they are not indexed yet, or in conversations that rested for long. */
  readonly partial: boolean;
}

/** Finds messages in the caller's conversations, by terms and never by reading through the messages. */
export default class SearchService extends Service {
  /** Fails with conversation_not_found for one that is not the caller's, or too_many. */
  async find({ user }: Identity, { keyword, conversation, from, before, limit }: SearchRequest): Promise<SearchPage> {
    const { counter } = this.app.engine;
    await enforce(counter, { name: 'search', ...this.config.search.limit }, { key: String(user.id), refusal: 'too_many' });
    const { sql } = this.app;
    const { conversations: most, scan } = this.config.search;
    const scope = { userId: user.id, conversation };
    // Of a unit that is off nothing is found.
    const conversations = (await findSearchable(sql, scope, most)).filter(({ kind }) => this.app.kinds.has(kind));
    if (conversation !== undefined && conversations.length === 0) fail('conversation_not_found');
    const partial = (await this.#catchUp(conversations)) || conversations.length === most;
    const plan = planOf(keyword);
    const way = await chooseWay(sql, scope, { plan, conversations });
    if (!way) return { hits: [], next: undefined, partial };
    const place = before === undefined ? undefined : placeOf(before);
    const order = { scope, plan, way, conversations, from, before: place, limit, scan };
    const { messages, next } = await hunt(sql, order);
    return { hits: hitsOf(messages, conversations), next: next && messageId(next), partial };
  }

  /** Hits as the caller sees them. */
  async present({ user }: Identity, hits: readonly Hit[]): Promise<WireHit[]> {
    const extras = await this.app.chat.extras.of(hits.map(({ message }) => message));
    const pages = hits.map(async ({ message, conversation: { id, kind, peerId } }) => {
      const entries = await this.service.history.present({ readerId: user.id, kind, conversationId: id, peerId }, [message], extras);
      return entries.map((entry) => ({ conversation: id, ...entry }));
    });
    return (await Promise.all(pages)).flat();
  }

  /** Indexes what is not yet, within bounds; whether something stays behind. */
  async #catchUp(conversations: readonly Searchable[]): Promise<boolean> {
    return !(await this.app.search.catchUp(conversations, this.config.search.catchUp));
  }
}

function hitsOf(messages: readonly StoredMessage[], conversations: readonly Searchable[]): Hit[] {
  const byId = new Map(conversations.map((conversation) => [conversation.id, conversation]));
  return messages.flatMap((message) => {
    const conversation = byId.get(message.conversationId);
    return conversation ? [{ message, conversation }] : [];
  });
}
