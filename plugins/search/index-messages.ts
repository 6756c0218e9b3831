import type { Sql } from '../../engine/sql.ts';
import type { FollowContext, FollowedMessage, StoredMessage } from '#app';
import { entriesOf, forgetTerms, forgetUnknownTerms, insertTerms } from './indexer.ts';

/** What the cursors of the index are kept under. */
export const INDEX = 'search';

/** Messages to index, and what is known of those that were taken back. */
export interface Hearing {
  readonly sql: Sql;
  readonly recalled: Map<string, StoredMessage>;
  readonly messages: readonly FollowedMessage[];
  readonly ctx: FollowContext;
}

/** Brings the index up to messages. Whatever ends half way is done once more: no term stands there twice, and what was forgotten is not there. */
export async function indexMessages({ sql, recalled, messages, ctx }: Hearing): Promise<void> {
  const [last = [], ...parts] = entriesOf(messages).toReversed();
  for (const part of parts) await sql.transaction((tx) => insertTerms(tx, sql.dialect, part));
  const places = messages.filter(({ recalls, seq }) => recalls !== 0 && recalls !== seq);
  const known = places.flatMap(({ conversationId, recalls }) => recalled.get(placeOf(conversationId, recalls)) ?? []);
  await sql.transaction(async (tx) => {
    await insertTerms(tx, sql.dialect, last);
    for (const message of known) await forgetTerms(tx, message);
    if (known.length === places.length) await ctx.keep(tx);
  });
  // Another node took it back, or this one before it was started.
  for (const { conversationId, recalls: seq } of places) {
    if (!recalled.delete(placeOf(conversationId, seq))) await forgetUnknownTerms(sql, { conversationId, seq });
  }
}

/** Of a message that was taken back, as a key. */
export function placeOf(conversationId: number, seq: number): string {
  return `${conversationId}:${seq}`;
}
