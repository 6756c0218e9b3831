import type { RouteLocationRaw } from '#screens';
import type { Conversation } from '../../../web/shared/index.ts';

/** Leads to the search, in one conversation where one is named. */
export function searchIn(conversation: Pick<Conversation, 'id'> | null): RouteLocationRaw {
  return { name: 'search', query: conversation?.id ? { in: String(conversation.id) } : {} };
}
