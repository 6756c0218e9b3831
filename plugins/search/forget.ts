import type { SqlSession } from '../../engine/sql.ts';
import type { Removal } from '#app';
import { forgetFirstTerms } from './indexer.ts';

/** Takes the terms of messages that are removed for good. */
export async function forgetRemoved(tx: SqlSession, { conversationId, messages }: Removal): Promise<void> {
  if (messages) return forgetFirstTerms(tx, conversationId, messages);
  await tx.execute('DELETE FROM term WHERE conversation_id = ?', [conversationId]);
}
