import type { Application } from '#kernel';
import type { FollowContext, FollowedMessage, Follower, StoredMessage } from '#app';
import { INDEX, indexMessages, placeOf } from './index-messages.ts';

/** Texts of messages taken back that are remembered until the index hears of it. */
const MOST_RECALLED = 1000;

/** Keeps the terms up to date, behind the messages' way. */
export function followTerms({ sql, chat, config }: Application): Follower {
  const recalled = new Map<string, StoredMessage>();
  chat.hooks.on(INDEX, 'recalled', ({ message }) => {
    recalled.set(placeOf(message.conversationId, message.seq), message);
    // Another node hears of the oldest, or has.
    if (recalled.size > MOST_RECALLED) recalled.delete(recalled.keys().next().value ?? '');
  });
  const { interval, slice, calm } = config.search;
  const handle = (messages: readonly FollowedMessage[], ctx: FollowContext): Promise<void> =>
    indexMessages({ sql, recalled, messages, ctx });
  return chat.follow(INDEX, { from: 'start', interval, slice, calm, handle });
}
