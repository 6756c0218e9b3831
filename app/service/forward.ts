import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import { Service } from '#kernel';
import type { ChatType, Entry, WireMessage } from '../../protocol/index.ts';
import type { Identity } from '../account/identity.ts';
import { refuseContent } from '../messaging/content/check.ts';
import { mergeMessages } from '../messaging/content/merge.ts';
import { forwardedOptions, isMarked, readRest } from '../messaging/content/options.ts';
import { parseObject } from '../messaging/content/read.ts';
import { fail, type ChatError } from '../error.ts';
import { translate } from '../error/translate.ts';
import { formatClientId, messageId, parseClientId } from '../messaging/journal/message-id.ts';
import { findReadable, type Readable } from '../messaging/journal/readable.ts';

/** Somebody, or a group, that gets messages handed on. */
export interface ForwardTarget {
  readonly chatType: ChatType;
  readonly id: number;
}

/** What a user wants to hand on, and to whom. */
export interface ForwardRequest {
  /** Wire ids, in the order in which they are sent. */
  readonly ids: readonly string[];
  readonly to: readonly ForwardTarget[];
  /** As one message that shows them all. */
  readonly merged: boolean;
  /** The client's own id of the request: with the same one nothing is doubled. */
  readonly clientId: string | undefined;
}

/** What became of one target: what it got, and why not more. */
export interface ForwardOutcome extends ForwardTarget {
  readonly messages: readonly WireMessage[];
  readonly error: ChatError | undefined;
}

/** One message to be sent; `key` tells it from others of the same request. */
interface Copy {
  readonly key: string;
  readonly type: string;
  readonly data: string;
  readonly options: object;
}

/** Bytes of the data of a message. */
const MOST_DATA = 64 * 1024;

/** Handing messages on: each copy goes the way of any message, with its rules and limits. */
export default class ForwardService extends Service {
  /** What became of each target, in their order. Fails with message_not_found for what the user cannot read, content_invalid for too much in one. */
  async forward(author: Identity, { ids, to, merged, clientId = v7() }: ForwardRequest): Promise<ForwardOutcome[]> {
    const messages = await this.#read(author, [...new Set(ids)]);
    const copies = merged ? [await this.#merge(messages)] : messages.map(copyOf);
    const outcomes: ForwardOutcome[] = [];
    // One after the other: a sender's messages go out in order anyway.
    for (const target of distinct(to)) outcomes.push(await this.#send(author, { target, copies, clientId }));
    return outcomes;
  }

  async #read({ user }: Identity, ids: readonly string[]): Promise<Readable[]> {
    const found = await findReadable(this.app.sql, user.id, ids);
    return found.map((readable) => readable ?? fail('message_not_found'));
  }

  async #merge(messages: readonly Readable[]): Promise<Copy> {
    const inOrder = messages.toSorted(({ message: a }, { message: b }) => a.createdAt - b.createdAt || a.seq - b.seq);
    const entries: Entry[] = [];
    for (const { standpoint, message } of inOrder) entries.push(...(await this.service.history.present(standpoint, [message])));
    const data = mergeMessages(entries.map(({ message }) => message));
    if (Buffer.byteLength(data) > MOST_DATA) refuseContent({ zh: '合并的消息过长', en: 'too much for one message' });
    return {
      key: `merged:${inOrder.map(({ message }) => messageId(message)).join()}`,
      type: 'custom',
      data,
      options: forwardedOptions(null),
    };
  }

  /** A refusal ends what goes to this target, and to nobody else. */
  async #send(
    author: Identity,
    { target, copies, clientId }: { target: ForwardTarget; copies: readonly Copy[]; clientId: string },
  ): Promise<ForwardOutcome> {
    const { chatType, id: to } = target;
    const messages: WireMessage[] = [];
    try {
      for (const { key, ...content } of copies) {
        const id = deriveId(clientId, `${key}:${chatType}:${to}`);
        const sent = await this.service.chat.send(author, { chatType, to, ...content, clientId: id });
        messages.push(sent.present());
      }
    } catch (error) {
      return { ...target, messages, error: this.#refusal(error) };
    }
    return { ...target, messages, error: undefined };
  }

  #refusal(error: unknown): ChatError {
    const refusal = translate(error);
    if (refusal.code === 'internal') this.logger.error({ err: error }, 'a message could not be handed on');
    return refusal;
  }
}

/** What a client made itself to look like messages that were handed on stays what a client made, however often it is handed on. */
function copyOf({ message }: Readable): Copy {
  const { type, data } = message;
  const options = parseObject(message.options ?? '') ?? {};
  const isClaim = type === 'custom' && !isMarked(options);
  return { key: messageId(message), type, data, options: isClaim ? readRest(options) : forwardedOptions(options) };
}

function distinct(targets: readonly ForwardTarget[]): ForwardTarget[] {
  return [...new Map(targets.map((target) => [`${target.chatType}:${target.id}`, target])).values()];
}

/** Begins with the time of the request's id where that has one: the ids of a moment stand together in the index. */
function deriveId(clientId: string, text: string): string {
  const hash = createHash('sha256').update(`forward:${clientId}:${text}`).digest();
  return formatClientId(Buffer.concat([parseClientId(clientId).subarray(0, 6), hash.subarray(0, 10)]));
}
