import type { RouteLocationRaw } from 'vue-router';
import type { ChatType, WireMessage } from '../../../../protocol/index.ts';
import { traitsOf, type Conversation, type Hit } from '../../../shared/index.ts';

/** Which conversation a message stands in, as the one who reads it knows it. */
export interface Place {
  readonly chatType: ChatType;
  readonly peerId: number;
}

/** The conversation of a message that the user may read: between two it is the other side's. */
export function placeOf({ chatType, from_id, to_id }: WireMessage, me: number | null): Place {
  return { chatType, peerId: traitsOf(chatType).isMany || from_id === me ? to_id : Number(from_id) };
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
