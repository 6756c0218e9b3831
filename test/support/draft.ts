import { parse, v4 } from 'uuid';
import { commit } from '../../app/messaging/journal/commit.ts';
import type { Draft, StoredMessage } from '../../app/messaging/journal/draft.ts';
import type { TestApp } from './app.ts';

/** A draft of a message that is free to go, with a client id of its own. */
export function draft(conversationId: number, over: Partial<Draft> = {}): Draft {
  const clientId = Buffer.from(parse(v4()));
  return {
    conversationId,
    aclVersion: 0,
    senderId: 1,
    clientId,
    type: 'text',
    data: 'text',
    options: null,
    spends: false,
    opens: 0,
    ...over,
  };
}

/** The id of two users' conversation, which is made if they have none. */
export async function conversationOf({ app }: TestApp, a: number, b: number): Promise<number> {
  return (await app.createAnonymousContext().service.conversation.openSingle(a, b)).id;
}

/** Puts texts of a sender into a conversation without delivering them, in this order. */
export async function fill(
  { app }: TestApp,
  conversationId: number,
  { from: senderId, texts }: { from: number; texts: readonly string[] },
): Promise<StoredMessage[]> {
  const drafts = texts.map((data) => draft(conversationId, { senderId, data }));
  return (await commit(app.sql, drafts)).map((settled) => {
    if (settled.kind !== 'stored') throw new Error(`a draft became ${settled.kind}`);
    return settled.message;
  });
}
