import type { RouteLocationRaw } from 'vue-router';
import type { WireMessage } from '../../../../protocol/index.ts';
import type { Conversation, Hit } from '../../../shared/index.ts';

/** Which conversation a message stands in, as the one who reads it knows it. */
export interface Place {
  readonly chatType: 'single' | 'group';
  readonly peerId: number;
}

/** The conversation of a message that the user may read; for a single one the other side. */
export function placeOf({ chatType, from_id, to_id }: WireMessage, me: number | null): Place {
  if (chatType === 'group') return { chatType, peerId: to_id };
  return { chatType: 'single', peerId: from_id === me ? to_id : Number(from_id) };
}

/** Leads to a hit among the messages around it. */
export function contextOf({ message, seq }: Hit, me: number | null): RouteLocationRaw {
  const { chatType, peerId } = placeOf(message, me);
  return { name: 'conversation', params: { chatType, peerId: String(peerId) }, query: { seq: String(seq) } };
}

/** Leads to the search, in one conversation where one is named. */
export function searchIn(conversation: Pick<Conversation, 'id'> | null): RouteLocationRaw {
  return { name: 'search', query: conversation?.id ? { in: String(conversation.id) } : {} };
}
